// SPDX-License-Identifier: Apache-2.0
#include "search/plan/plan.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"

namespace forestall::search {
namespace {

/// What another spelling of a word counts beside it: enough to be found, too little to make a word count twice.
constexpr double kSpellingWeight = 0.12;
constexpr double kPartWeight = 0.25;

class Planner {
 public:
  Planner(std::string_view lang, analysis::Session& session, const Vocabulary* vocabulary)
      : session_(session), vocabulary_(vocabulary) {
    plan_.lang = std::string(lang);
  }

  PlanNode node(const Query& query, bool scored, bool required) {
    switch (query.type) {
      case Query::Type::nothing:
        return {};
      case Query::Type::everything:
        return {PlanNode::Type::everything, {}, {}, {}, {}, {}, {}};
      case Query::Type::words:
        return words(query, scored, required);
      case Query::Type::prefix:
        return prefix(query, scored);
      case Query::Type::phrase:
        return phrase(query, scored);
      case Query::Type::boolean:
        break;
    }
    PlanNode out;
    out.type = PlanNode::Type::boolean;
    out.required.reserve(query.required.size());
    for (const Query& child : query.required) out.required.push_back(node(child, scored, true));
    for (const Query& child : query.optional) out.optional.push_back(node(child, scored, false));
    for (const Query& child : query.excluded) out.excluded.push_back(excluded(child));
    return out;
  }

  /// Every term of these texts; function words count less in a long draft.
  PlanNode texts(std::span<const WeighedText> parts) {
    PlanNode out;
    out.type = PlanNode::Type::any;
    std::vector<std::size_t> ends;
    std::size_t words = 0;
    tokens_.clear();
    for (const WeighedText& part : parts) {
      session_.analyze(part.text, plan_.lang, tokens_, analysis::Use::query);
      const std::size_t first = ends.empty() ? 0 : ends.back();
      if (tokens_.size() > first && !part.evidence) words += tokens_.back().position + 1;
      ends.push_back(tokens_.size());
    }
    const double reduced = function_word_weight(words);
    for (std::size_t p = 0, i = 0; p < parts.size(); ++p, ++origin_.text)
      for (; i < ends[p]; ++i) {
        const analysis::Token& token = tokens_[i];
        if (parts[p].evidence && token.function_word) continue;
        const double weight = parts[p].weight * (token.function_word ? reduced : 1);
        out.terms.push_back(number(token, parts[p].text, kAllFields, weight, parts[p].evidence));
      }
    return out;
  }

  /// Sorts the terms and renumbers the tree, so that scores are summed in one order whatever the query's.
  Plan finish(PlanNode root) {
    std::vector<std::uint32_t> order(plan_.terms.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto key = [&](std::uint32_t n) { return std::tie(plan_.terms[n].term, plan_.terms[n].fields); };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    std::vector<std::uint32_t> rank(order.size());
    std::vector<QueryTerm> sorted;
    sorted.reserve(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      rank[order[i]] = i;
      sorted.push_back(std::move(plan_.terms[order[i]]));
    }
    plan_.terms = std::move(sorted);
    renumber(root, rank);
    plan_.root = std::move(root);
    return std::move(plan_);
  }

 private:
  void analyze(std::string_view text) {
    tokens_.clear();
    session_.analyze(text, plan_.lang, tokens_, analysis::Use::query);
    ++origin_.text;
  }

  /// The origin of the token, which follows the one asked for before in its text.
  Origin next_origin(const analysis::Token& token) {
    const bool same = origin_.begin == token.begin && origin_.end == token.end && asked_ == origin_.text;
    asked_ = origin_.text;
    origin_ = {origin_.text, token.begin, token.end, same ? origin_.alternative + 1 : 0};
    return origin_;
  }

  std::uint32_t number(const analysis::Token& token, std::string_view text, std::uint8_t fields, double weight,
                       bool evidence = false) {
    const Origin origin = next_origin(token);
    QueryTerm* const completion = groups_ > 0 ? known(token.term, fields) : nullptr;
    if (completion != nullptr && completion->group > 0) {  // of a beginning before, now asked for by itself
      completion->group = 0;
      completion->weight = 0;
      completion->word = std::string(text.substr(token.begin, token.end - token.begin));
      completion->origin = origin;
      completion->spelling = true;
      completion->function_word = token.function_word;
      take_key(token, fields, static_cast<std::uint32_t>(completion - plan_.terms.data()));
    }
    const std::uint32_t number = place(token, fields);
    if (number == plan_.terms.size())
      plan_.terms.push_back({std::string(token.term), std::string(text.substr(token.begin, token.end - token.begin)),
                             token.hash, 0, fields, origin, 0, 0, token.function_word, true, true});
    const bool spelling = token.form == analysis::Form::spelling;
    const bool part = token.form == analysis::Form::part;
    plan_.terms[number].weight += spelling ? weight * kSpellingWeight : part ? weight * kPartWeight : weight;
    if (plan_.terms[number].spelling && !spelling) {  // known so far as what another word is also written like
      plan_.terms[number].word = std::string(text.substr(token.begin, token.end - token.begin));
      plan_.terms[number].origin = origin;
    }
    plan_.terms[number].spelling &= spelling;
    plan_.terms[number].evidence &= evidence;
    return number;
  }

  /// The number of the plan's term, or that of the next one. Few terms are gone through; a session numbers its terms.
  std::uint32_t place(const analysis::Token& token, std::uint8_t fields) {
    const auto end = static_cast<std::uint32_t>(plan_.terms.size());
    const auto key = [](std::uint32_t term, std::uint8_t of) { return std::uint64_t{term} << 8 | of; };
    if (end < kFew) {
      for (std::uint32_t i = 0; i < end; ++i)
        if (keys_[i] == key(token.number, fields)) return i;
      keys_[end] = key(token.number, fields);
      return end;
    }
    if (numbers_.empty())
      for (std::uint32_t i = 0; i < kFew; ++i) numbers_.emplace(keys_[i], i);
    return numbers_.try_emplace(key(token.number, fields), end).first->second;
  }

  /// The plan's term of that text and those fields, or nullptr.
  QueryTerm* known(std::string_view term, std::uint8_t fields) {
    const auto key = [](std::string_view text, std::uint8_t of) { return std::string(text) + static_cast<char>(of); };
    for (; indexed_ < plan_.terms.size(); ++indexed_)
      by_text_.emplace(key(plan_.terms[indexed_].term, plan_.terms[indexed_].fields), indexed_);
    const auto found = by_text_.find(key(term, fields));
    return found == by_text_.end() ? nullptr : &plan_.terms[found->second];
  }

  /// From now on `place` knows the term by its number in the session.
  void take_key(const analysis::Token& token, std::uint8_t fields, std::uint32_t number) {
    const std::uint64_t key = std::uint64_t{token.number} << 8 | fields;
    if (number < kFew) keys_[number] = key;
    if (number >= kFew || !numbers_.empty()) {
      if (numbers_.empty())
        for (std::uint32_t i = 0; i < kFew; ++i) numbers_.emplace(keys_[i], i);
      numbers_.insert_or_assign(key, number);
    }
  }

  static std::uint8_t fields_of(const Query& query) {
    const auto field = schema::field_from(query.field);
    return field ? static_cast<std::uint8_t>(1u << *field) : kAllFields;
  }

  static bool one_word(const Query& query) {
    return query.type == Query::Type::words && query.text.find_first_of(" \t\n") == std::string::npos;
  }

  /// A word that analysis splits is meant as it stands: "-e-mail" must leave what only speaks of mail.
  PlanNode excluded(const Query& query) { return one_word(query) ? phrase(query, false) : node(query, false, false); }

  PlanNode words(const Query& query, bool scored, bool required) {
    if (required && one_word(query)) return phrase(query, scored);
    PlanNode out;
    out.type = PlanNode::Type::any;
    analyze(query.text);
    const std::uint8_t fields = fields_of(query);
    out.terms.reserve(tokens_.size());
    const double reduced = tokens_.empty() ? 1 : function_word_weight(tokens_.back().position + 1);
    for (const analysis::Token& token : tokens_) {
      const double weight = token.function_word ? reduced : 1;
      out.terms.push_back(number(token, query.text, fields, scored ? weight : 0));
    }
    return out;
  }

  /// The words, and all that begin as the last one does: in one idf, so that a rare one is not the best for being rare.
  PlanNode prefix(const Query& query, bool scored) {
    PlanNode out = words(query, scored, false);
    if (vocabulary_ == nullptr) return out;
    for (const TypedWord& typed : typed_words(tokens_, query.text, session_)) {
      const Completions completions = vocabulary_->beginning_with(plan_.lang, typed, session_);
      plan_.partial |= completions.partial;
      ++groups_;
      for (const std::string& term : completions.terms) {
        const QueryTerm* const one = known(term, fields_of(query));
        out.terms.push_back(one == nullptr ? completed(term, typed, query, scored)
                                           : static_cast<std::uint32_t>(one - plan_.terms.data()));
      }
    }
    return out;
  }

  std::uint32_t completed(const std::string& term, const TypedWord& typed, const Query& query, bool scored) {
    QueryTerm added;
    added.term = term;
    added.word = query.text.substr(typed.begin);
    added.hash = base::hash(term);
    added.weight = scored ? 1 : 0;
    added.fields = fields_of(query);
    // The same term in plans of several languages is one.
    added.origin = {origin_.text, typed.begin, static_cast<std::uint32_t>(query.text.size()),
                    static_cast<std::uint32_t>(added.hash) | 1u << 31};
    added.group = groups_;
    if (plan_.terms.size() < kFew) keys_[plan_.terms.size()] = kNoKey;
    plan_.terms.push_back(std::move(added));
    return static_cast<std::uint32_t>(plan_.terms.size() - 1);
  }

  /// The words as they stand: of a compound the whole, of C++ not the C. What is also written as one word may be so.
  PlanNode phrase(const Query& query, bool scored) {
    PlanNode out, joined;
    out.type = PlanNode::Type::phrase;
    joined.type = PlanNode::Type::any;
    analyze(query.text);
    const std::uint8_t fields = fields_of(query);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const analysis::Token& token = tokens_[i];
      if (!stands_for_itself(i)) continue;
      const std::uint32_t term = number(token, query.text, fields, scored ? 1 : 0);
      if (token.form == analysis::Form::spelling && covers_all(token)) joined.terms.push_back(term);
      const std::uint32_t gap = token.position - tokens_.front().position;
      if (out.gaps.empty() || out.gaps.back() != gap) {
        out.gaps.push_back(gap);
        out.positions.emplace_back();
      }
      out.positions.back().push_back(term);
    }
    if (out.positions.empty()) return {};  // nothing but signs between the quotes
    if (out.positions.size() != 1) return joined.terms.empty() ? out : either(std::move(out), std::move(joined));
    PlanNode single;
    single.type = PlanNode::Type::any;
    single.terms = std::move(out.positions[0]);
    return single;
  }

  /// Whether a token of a phrase is meant by it: no part of a word, nor the one word in an identifier.
  bool stands_for_itself(std::size_t i) const {
    const analysis::Token& token = tokens_[i];
    if (token.form == analysis::Form::part) return false;
    if (token.form == analysis::Form::whole) return true;
    std::size_t first = i, last = i;  // of its place
    while (first > 0 && tokens_[first - 1].position == token.position) --first;
    while (last < tokens_.size() && tokens_[last].position == token.position) ++last;
    const auto place = std::span(tokens_).subspan(first, last - first);
    if (token.form == analysis::Form::spelling)  // of a place that the text itself has
      return std::any_of(place.begin(), place.end(),
                         [](const analysis::Token& other) { return other.form == analysis::Form::word; });
    return std::none_of(place.begin(), place.end(), [&](const analysis::Token& whole) {
      return whole.form == analysis::Form::whole && whole.begin <= token.begin && whole.end >= token.end &&
             (last == tokens_.size() || tokens_[last].begin >= whole.end);
    });
  }

  /// Whether a token stands for every word of the text. They are in order, and the first place has what is longest.
  bool covers_all(const analysis::Token& token) const {
    return token.position == tokens_.front().position && token.begin <= tokens_.front().begin &&
           token.end >= tokens_.back().end;
  }

  static PlanNode either(PlanNode first, PlanNode second) {
    PlanNode out;
    out.type = PlanNode::Type::boolean;
    out.optional.push_back(std::move(first));
    out.optional.push_back(std::move(second));
    return out;
  }

  static void renumber(PlanNode& node, const std::vector<std::uint32_t>& rank) {
    for (std::uint32_t& term : node.terms) term = rank[term];
    std::sort(node.terms.begin(), node.terms.end());
    node.terms.erase(std::unique(node.terms.begin(), node.terms.end()), node.terms.end());
    for (auto& alternatives : node.positions)
      for (std::uint32_t& term : alternatives) term = rank[term];
    for (auto* children : {&node.required, &node.optional, &node.excluded})
      for (PlanNode& child : *children) renumber(child, rank);
  }

  analysis::Session& session_;
  const Vocabulary* vocabulary_;
  std::uint32_t groups_ = 0;
  Plan plan_;
  std::vector<analysis::Token> tokens_;
  static constexpr std::uint32_t kFew = 16;
  static constexpr std::uint64_t kNoKey = ~std::uint64_t{0};
  std::array<std::uint64_t, kFew> keys_;                  // of the first terms: what place() knows them by
  std::unordered_map<std::string, std::size_t> by_text_;  // of the first `indexed_`; only where words are completed
  std::size_t indexed_ = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  Origin origin_;
  std::uint32_t asked_ = 0;  // text of the last origin
};

}  // namespace

double function_word_weight(std::size_t words) {
  constexpr double kLeast = 0.3, kShort = 4, kLong = 10;
  const double length = (static_cast<double>(words) - kShort) / (kLong - kShort);
  return 1 - (1 - kLeast) * std::clamp(length, 0.0, 1.0);
}

double Plan::weight_total() const {
  double total = 0;
  for (const QueryTerm& term : terms) total += term.weight;
  return total;
}

bool Plan::any_term_matches() const {
  if (root.type != PlanNode::Type::any || root.terms.size() != terms.size()) return false;
  return std::all_of(terms.begin(), terms.end(),
                     [](const QueryTerm& term) { return term.fields == kAllFields && term.weight > 0; });
}

void Plan::keep(const std::vector<bool>& kept) {
  std::vector<QueryTerm> left;
  for (std::size_t i = 0; i < terms.size(); ++i)
    if (kept[i]) left.push_back(std::move(terms[i]));
  terms = std::move(left);
  root.terms.resize(terms.size());
  std::iota(root.terms.begin(), root.terms.end(), 0u);
}

Plan plan_query(const Query& query, std::string_view lang, analysis::Session& session, const Vocabulary* vocabulary) {
  Planner planner(lang, session, vocabulary);
  PlanNode root = planner.node(query, true, false);
  return planner.finish(std::move(root));
}

Plan plan_texts(std::span<const WeighedText> texts, std::string_view lang, analysis::Session& session) {
  Planner planner(lang, session, nullptr);
  PlanNode root = planner.texts(texts);
  return planner.finish(std::move(root));
}

}  // namespace forestall::search
