// SPDX-License-Identifier: Apache-2.0
#include "analysis/analyzer.h"
#include "base/fail.h"
#include "base/utf8.h"
#include "forestall/analyzer.h"

namespace forestall {
namespace {

void require_utf8(std::string_view text) {
  if (base::valid_utf8(text)) return;
  const std::size_t at = base::first_invalid_utf8(text);
  fail(ErrorCode::invalid_argument, "the text is not UTF-8 at byte {}: {}", at, base::quoted(text.substr(at), 8));
}

}  // namespace

std::vector<AnalyzedTerm> analyze(std::string_view text, std::string_view lang, const Schema& schema) {
  require_utf8(text);
  const analysis::Analyzer analyzer(schema);
  analysis::Session session = analyzer.session();
  std::vector<analysis::Token> tokens;
  session.analyze(text, analysis::canonical_language(lang), tokens);
  // Bytes to code points; a token may begin before the one in front of it (an identifier and its parts).
  std::vector<std::uint32_t> points(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i)
    points[i + 1] = points[i] + ((static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u ? 1 : 0);
  const auto point = [&](std::uint32_t byte) { return byte == 0 ? 0 : points[byte]; };
  std::vector<AnalyzedTerm> out;
  for (const analysis::Token& token : tokens)
    out.push_back({std::string(token.term), token.position, point(token.begin), point(token.end), token.function_word,
                   token.form == analysis::Form::spelling});
  return out;
}

LanguageGuess detect_language(std::string_view text) {
  require_utf8(text);
  const analysis::Detected detected = analysis::detect_language(text);
  return {detected.lang, detected.confidence};
}

std::string plain_text(std::string_view body, BodyFormat format) {
  require_utf8(body);
  return analysis::plain_text(body, format);
}

}  // namespace forestall
