// SPDX-License-Identifier: Apache-2.0
#include "query/lexer.h"

#include <algorithm>

#include "schema/fields.h"

namespace forestall::query {
namespace {

using Type = Lexeme::Type;

bool blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }
/// Whether a word, phrase or group starts the text: what an operator in front of it applies to.
bool starts_operand(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '.') text.remove_prefix(1);  // .NET
  const char c = text.empty() ? ' ' : text[0];
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80 || c == '"' || c == '(';
}

/// Whether the text starts with a whole number or decimal fraction, alone but for a sentence's marks. A version, an
/// address or a date has more parts: a minus before those still excludes.
bool starts_number(std::string_view text) {
  const auto digits = [&] {
    const std::size_t n = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(n);
    return n > 0;
  };
  if (!digits()) return false;
  if (text.size() > 1 && (text[0] == '.' || text[0] == ',') && text[1] >= '0' && text[1] <= '9') {
    text.remove_prefix(1);
    digits();
  }
  text.remove_prefix(std::min(text.find_first_not_of(".,;:!?"), text.size()));
  return text.empty() || blank(text[0]) || text[0] == ')';
}

/// Length of the quotation mark at the start of `text`, or 0.
std::size_t quote(std::string_view text, bool typographic) {
  if (text.empty()) return 0;
  if (text[0] == '"') return 1;
  if (!typographic) return 0;
  for (const std::string_view mark : {std::string_view("“"), std::string_view("”"), std::string_view("„"),
                                      std::string_view("«"), std::string_view("»")})
    if (text.substr(0, mark.size()) == mark) return mark.size();
  return 0;
}

bool has_lower_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

class Lexer {
 public:
  Lexer(std::string_view text, bool lenient) : text_(text), lenient_(lenient), operators_(has_lower_case(text)) {}

  std::vector<Lexeme> run() {
    while (i_ < text_.size()) {
      if (blank(text_[i_]))
        ++i_;
      else if (!sign() && !phrase())
        word();
    }
    return std::move(out_);
  }

 private:
  void add(Type type, std::size_t length) {
    out_.push_back({type, text_.substr(i_, length), i_, true});
    i_ += length;
  }

  bool sign() {
    const char c = text_[i_];
    if (c == '(') return add(Type::open, 1), true;
    if (c == ')') return add(Type::close, 1), true;
    const bool fresh = i_ == 0 || blank(text_[i_ - 1]) || text_[i_ - 1] == '(';
    if (c == '-' && lenient_ && after_word() && starts_number(text_.substr(i_ + 1))) return false;
    if ((c == '+' || c == '-') && fresh && starts_operand(text_.substr(i_ + 1)))
      return add(c == '+' ? Type::plus : Type::minus, 1), true;
    return false;
  }

  /// Where people paste "Finder error -36", the number is what tells the errors apart.
  bool after_word() const {
    return !out_.empty() && (out_.back().type == Type::word || out_.back().type == Type::phrase);
  }

  bool phrase() {
    const std::size_t mark = quote(text_.substr(i_), lenient_);
    if (mark == 0) return false;
    const std::size_t start = i_, begin = i_ + mark;
    std::size_t end = begin;
    while (end < text_.size() && quote(text_.substr(end), lenient_) == 0) ++end;
    const bool closed = end < text_.size();
    out_.push_back({Type::phrase, text_.substr(begin, end - begin), start, closed});
    i_ = closed ? end + quote(text_.substr(end), lenient_) : end;
    return true;
  }

  void word() {
    std::size_t end = i_;
    while (end < text_.size() && !blank(text_[end]) && text_[end] != '(' && text_[end] != ')' &&
           quote(text_.substr(end), lenient_) == 0)
      ++end;
    const std::string_view word = text_.substr(i_, end - i_);
    if (operators_) {
      if (word == "AND") return add(Type::and_, 3);
      if (word == "OR") return add(Type::or_, 2);
      if (word == "NOT") return add(Type::not_, 3);
    }
    const std::size_t colon = word.find(':');
    if (colon != std::string_view::npos && schema::field_from(word.substr(0, colon))) {
      const std::size_t after = i_ + colon + 1;
      if (after < text_.size() && !blank(text_[after]) && text_[after] != ')') {
        out_.push_back({Type::field, word.substr(0, colon), i_, true});
        i_ = after;
        return;
      }
    }
    add(Type::word, word.size());
  }

  std::string_view text_;
  bool lenient_, operators_;
  std::size_t i_ = 0;
  std::vector<Lexeme> out_;
};

}  // namespace

std::vector<Lexeme> lex(std::string_view text, bool lenient) { return Lexer(text, lenient).run(); }

}  // namespace forestall::query
