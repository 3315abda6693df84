// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forestall/document.h"
#include "forestall/schema.h"

namespace forestall::analysis {

/// What a term is to the word that it stands for.
enum class Form : std::uint8_t {
  word,      ///< the word itself, a bigram
  part,      ///< of a compound, of a code name
  whole,     ///< an identifier or a name, beside the words in it
  spelling,  ///< how others write the word, or several words as one
  symbol,    ///< an emoji, the sign of a key; at the position of the word behind it
};

/// What a text is analysed for: a query has further spellings, which cost an index too much, and symbols only if it has
/// nothing else.
enum class Use : std::uint8_t { document, query };

inline constexpr std::uint32_t kNoSurface = ~std::uint32_t{0};

/// One term of a text. Terms at the same position are alternatives (a compound and its parts, a Han word and the
/// bigram that starts there, an identifier and its parts); neighbours in the text have neighbouring positions.
struct Token {
  std::string_view term;   ///< as indexed: folded, stemmed; UTF-8; valid until the session's next `trim`
  std::uint64_t hash;      ///< base::hash(term)
  std::uint32_t number;    ///< of the term in its session, from 0 on; valid as long as `term`
  std::uint32_t position;  ///< counts from 0 within one call
  std::uint32_t begin;     ///< bytes of the analysed text: [begin, end)
  std::uint32_t end;
  /// Number of the word as people write it, folded but not stemmed: `Session::text` tells it. `number` if that is the
  /// term; kNoSurface for all that is no word of the text by itself (bigrams, identifiers, parts, spellings).
  std::uint32_t surface = kNoSurface;
  Form form = Form::word;
  bool function_word = false;  ///< function_words.h
};

class AnalyzerImpl;
class SessionImpl;

/// Scratch memory and caches of stems of one thread at a time. Borrowed from an Analyzer, given back when destroyed;
/// must not outlive it.
class Session {
 public:
  /// Appends the terms of `text` (well-formed UTF-8, plain) in the language `lang` ("" or unknown: no stemming),
  /// ordered by position. Never throws for any well-formed text; a word longer than 255 bytes gives a term of at most
  /// 255.
  void analyze(std::string_view text, std::string_view lang, std::vector<Token>& out, Use use = Use::document);
  /// The words of a run that is written without blanks, as byte ranges in it; a text with blanks is one word or more.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> dictionary_words(std::string_view run);
  /// The term or word of a number that was handed out; valid as long as `Token::term`.
  std::string_view text(std::uint32_t number) const;
  /// Invalidates the terms handed out so far and frees caches beyond their budget. Call between batches.
  void trim();

  Session(Session&&) noexcept;
  ~Session();

 private:
  friend class Analyzer;
  explicit Session(std::unique_ptr<SessionImpl> impl, std::shared_ptr<const AnalyzerImpl> home);
  std::unique_ptr<SessionImpl> impl_;
  std::shared_ptr<const AnalyzerImpl> home_;
};

/// The analysers of every language, with a schema's word lists. Immutable and thread-safe.
class Analyzer {
 public:
  explicit Analyzer(const Schema& schema);
  Session session() const;

 private:
  std::shared_ptr<const AnalyzerImpl> impl_;
};

/// "pt_BR" → "pt-br", "deu" → "de", "iw" → "he": lower case, hyphens, the shortest code of ISO 639; "" for what is not
/// a language tag of BCP 47, such as a word.
std::string canonical_language(std::string_view tag);
/// Whether a canonical tag says which language: "und" (undetermined), "mul" (several), "mis" and "zxx" do not.
bool names_language(std::string_view canonical);

/// How far a text's language is from the one that a reader asks for; both canonical. 0: what RFC 4647's basic filtering
/// takes ("pt" takes "pt-br"), and the same in other words (zh-hans and zh-cn; zh is zh-hans unless it says otherwise;
/// Serbian in either script). 1: what its lookup falls back to ("pt-br" to "pt"), one Norwegian for the other, one
/// region's Chinese for another's in the same script. 2: the language of another region. -1: another language.
inline constexpr int kOtherLanguage = -1;
int language_distance(std::string_view range, std::string_view tag);

struct Detected {
  std::string lang;       ///< canonical; "" if uncertain
  double confidence = 0;  ///< 0 to 1
  /// Whether the guess may be trusted alone: from 24 bytes on that all speak for it. Titles of one to three words found
  /// without a language, of 150 of lo_help, if every guess is trusted 139; from .6 on 143, .65 148, .7 150. nDCG@10 of
  /// questions without a language over mlqa_passages: .9562, .9561, .9560, .9551.
  bool sure() const { return confidence >= 0.65; }
};
/// The language of a text. Uncertain for short or mixed text.
Detected detect_language(std::string_view text);

/// The text of a body without markup; blocks end with a newline. Plain text comes back as it is.
/// Never fails: what does not parse is taken as text. Entities are resolved; scripts, styles and comments dropped.
std::string plain_text(std::string_view body, BodyFormat format);

}  // namespace forestall::analysis
