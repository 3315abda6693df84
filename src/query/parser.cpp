// SPDX-License-Identifier: Apache-2.0
#include "query/parser.h"

#include <cctype>

#include "base/fail.h"
#include "base/utf8.h"

namespace forestall::query {
namespace {

using Type = Lexeme::Type;

/// "pass*": the one asterisk stands behind a letter or digit, and another begins the word.
bool is_prefix(std::string_view word) {
  const auto letter = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
  };
  return word.size() > 1 && word.find('*') == word.size() - 1 && letter(word.front()) && letter(word[word.size() - 2]);
}

/// Operands of one level of parentheses, with the operators between them.
struct Level {
  struct Operand {
    Query query;
    bool required = false, excluded = false;
  };
  std::vector<Operand> operands;
  bool required = false, excluded = false, after_and = false;  // what the next operand is
  std::string field;                                           // of the next operand
  bool outer_required = false, outer_excluded = false;         // what the level itself is to the one around it
  std::string outer_field;
  std::size_t at = 0;
};

class Parser {
 public:
  Parser(std::string_view text, const Complaint& complain) : text_(text), complain_(complain) {
    levels_.emplace_back();
  }

  void take(const Lexeme& lexeme) {
    Level& level = levels_.back();
    switch (lexeme.type) {
      case Type::word:
        if (is_prefix(lexeme.text))
          return operand(Query::prefix(std::string(lexeme.text.substr(0, lexeme.text.size() - 1)), field()));
        return operand(Query::words(std::string(lexeme.text), field()));
      case Type::phrase:
        if (!lexeme.closed)
          complain_(lexeme.at, fmt::format("the quote before {} is not closed", base::quoted(lexeme.text)));
        if (!lexeme.closed) return operand(Query::words(std::string(lexeme.text), field()));
        return operand(Query::phrase(std::string(lexeme.text), field()));
      case Type::plus:
        level.required = true;
        return;
      case Type::minus:
      case Type::not_:
        level.excluded = true;
        return;
      case Type::and_:
        if (level.operands.empty()) return complain_(lexeme.at, "AND has nothing before it");
        if (!level.operands.back().excluded) level.operands.back().required = true;
        level.required = level.after_and = true;
        return;
      case Type::or_:
        if (level.operands.empty()) complain_(lexeme.at, "OR has nothing before it");
        return;
      case Type::field:
        level.field = std::string(lexeme.text);
        return;
      case Type::open:
        return open(lexeme);
      case Type::close:
        return close(lexeme);
    }
  }

  Query finish() {
    while (levels_.size() > 1) {
      complain_(levels_.back().at, "a parenthesis is not closed");
      pop();
    }
    dangling(levels_.back());
    return fold(std::move(levels_.back().operands));
  }

 private:
  /// The field of the next operand: its own, or that of the group around it.
  std::string field() const {
    return !levels_.back().field.empty() ? levels_.back().field : levels_.back().outer_field;
  }

  void operand(Query query) {
    Level& level = levels_.back();
    level.operands.push_back({std::move(query), level.required && !level.excluded, level.excluded});
    level.required = level.excluded = level.after_and = false;
    level.field.clear();
  }

  void open(const Lexeme& lexeme) {
    if (levels_.size() > kDeepest) {
      if (too_deep_++ == 0) complain_(lexeme.at, fmt::format("parentheses are nested more than {} deep", kDeepest));
      return;
    }
    Level level;
    level.at = lexeme.at;
    level.outer_field = field();
    Level& around = levels_.back();
    level.outer_required = around.required && !around.excluded;
    level.outer_excluded = around.excluded;
    around.required = around.excluded = around.after_and = false;
    around.field.clear();
    levels_.push_back(std::move(level));
  }

  void close(const Lexeme& lexeme) {
    if (too_deep_ > 0) {
      --too_deep_;
      return;
    }
    if (levels_.size() == 1) {
      if (!unopened_) complain_(lexeme.at, "a parenthesis is closed that was not opened");
      unopened_ = true;
      return;
    }
    pop();
  }

  void pop() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    dangling(level);
    if (level.operands.empty()) return;
    levels_.back().operands.push_back({fold(std::move(level.operands)), level.outer_required, level.outer_excluded});
  }

  void dangling(const Level& level) {
    if (level.required || level.excluded)
      complain_(text_.size(), level.after_and ? "AND has nothing after it" : "an operator has nothing after it");
    if (!level.field.empty()) complain_(text_.size(), fmt::format("{}: has nothing after it", level.field));
  }

  /// Plain words next to each other are one leaf: nothing is decided word by word.
  static Query fold(std::vector<Level::Operand> operands) {
    Query out;
    out.type = Query::Type::boolean;
    for (Level::Operand& operand : operands) {
      if (operand.required) {
        out.required.push_back(std::move(operand.query));
      } else if (operand.excluded) {
        out.excluded.push_back(std::move(operand.query));
      } else if (!out.optional.empty() && out.optional.back().type == Query::Type::words &&
                 (operand.query.type == Query::Type::words || operand.query.type == Query::Type::prefix) &&
                 out.optional.back().field == operand.query.field) {
        out.optional.back().type = operand.query.type;
        out.optional.back().text += " " + operand.query.text;
      } else {
        out.optional.push_back(std::move(operand.query));
      }
    }
    if (out.required.empty() && out.excluded.empty() && out.optional.size() == 1)
      return Query(std::move(out.optional.front()));
    if (out.required.size() == 1 && out.excluded.empty() && out.optional.empty() &&
        out.required.front().type != Query::Type::words)
      return Query(std::move(out.required.front()));
    if (out.required.empty() && out.optional.empty() && out.excluded.empty()) out.type = Query::Type::nothing;
    return out;
  }

  std::string_view text_;
  const Complaint& complain_;
  std::vector<Level> levels_;
  std::size_t too_deep_ = 0;
  bool unopened_ = false;
};

}  // namespace

Query parse(const std::vector<Lexeme>& lexemes, std::string_view text, const Complaint& complain) {
  Parser parser(text, complain);
  for (const Lexeme& lexeme : lexemes) parser.take(lexeme);
  return parser.finish();
}

}  // namespace forestall::query
