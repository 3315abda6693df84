// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_groups.h"

#include <algorithm>
#include <functional>
#include <set>

namespace forestall::cli {
namespace {

using GroupOf = std::function<std::string(const std::string& document)>;

Groups group(std::string name, const Evaluation& evaluation, const JudgedDrafts& judged,
             const std::vector<std::string>& order, const GroupOf& group_of) {
  std::map<std::string, MeanMeasures> sums;
  for (const EvaluatedQuery& query : evaluation.queries) {
    std::set<std::string> own;
    for (const auto& [document, grade] : judged.judgements.at(query.id))
      if (grade > 0) own.insert(group_of(document));
    for (const std::string& key : own) {
      MeanMeasures& sum = sums[key];
      ++sum.queries;
      for (std::size_t i = 0; i < kMeasures; ++i) sum.mean[i] += query.measures[i];
    }
  }
  Groups out{std::move(name), {}};
  for (const std::string& key : order) {
    const auto found = sums.find(key);
    if (found == sums.end()) continue;
    for (double& value : found->second.mean) value /= static_cast<double>(found->second.queries);
    out.groups.emplace_back(key, found->second);
  }
  return out;
}

/// The numbers of an id, which grow with time in most ticket systems.
std::vector<std::uint64_t> numbers_of(const std::string& id) {
  std::vector<std::uint64_t> numbers;
  bool inside = false;
  for (const char c : id) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) numbers.push_back(0);
    if (digit) numbers.back() = numbers.back() * 10 + static_cast<std::uint64_t>(c - '0');
    inside = digit;
  }
  return numbers;
}

}  // namespace

Groups by_kind(const Evaluation& evaluation, const JudgedDrafts& judged, const Index& index) {
  const Searcher searcher = index.searcher();
  std::map<std::string, std::string> kinds;
  const auto kind_of = [&](const std::string& id) {
    const auto [found, fresh] = kinds.try_emplace(id);
    if (fresh) {
      const auto document = searcher.get(id, Reader::everything());
      found->second = document ? std::string(to_string(document->kind)) : "missing";
    }
    return found->second;
  };
  std::vector<std::string> order;
  for (int kind = 0; kind < kKinds; ++kind) order.emplace_back(to_string(static_cast<Kind>(kind)));
  order.emplace_back("missing");
  return group("kind", evaluation, judged, order, kind_of);
}

Groups by_lessons(const Evaluation& evaluation, const JudgedDrafts& judged, const Index& index) {
  std::map<std::string, std::uint64_t> counts;
  index.visit([](const Document&) {}, {},
              [&](const Lesson& lesson) {
                for (const std::string& id : lesson.solutions) ++counts[id];
              });
  const auto group_of = [&](const std::string& id) -> std::string {
    const auto found = counts.find(id);
    const std::uint64_t count = found == counts.end() ? 0 : found->second;
    return count == 0 ? "0" : count <= 3 ? "1-3" : count <= 30 ? "4-30" : count <= 100 ? "31-100" : "over 100";
  };
  return group("lessons", evaluation, judged, {"0", "1-3", "4-30", "31-100", "over 100"}, group_of);
}

std::vector<Lesson> take_older_half(JudgedDrafts& judged) {
  std::stable_sort(judged.queries.begin(), judged.queries.end(), [](const QueryLine& a, const QueryLine& b) {
    if (a.draft.at && b.draft.at && a.draft.at != b.draft.at) return a.draft.at < b.draft.at;
    return numbers_of(a.id) < numbers_of(b.id);
  });
  const std::size_t half = judged.queries.size() / 2;
  std::vector<Lesson> lessons;
  for (std::size_t i = 0; i < half; ++i) {
    Lesson lesson;
    lesson.ticket = judged.queries[i].id;
    lesson.draft = judged.queries[i].as_draft();
    for (const auto& [document, grade] : judged.judgements.at(lesson.ticket))
      if (grade > 0) lesson.solutions.push_back(document);
    judged.judgements.erase(lesson.ticket);
    lessons.push_back(std::move(lesson));
  }
  judged.queries.erase(judged.queries.begin(), judged.queries.begin() + static_cast<std::ptrdiff_t>(half));
  return lessons;
}

Reliability measure_confidence(const Asking& asking, const Index& index, const JudgedDrafts& judged) {
  constexpr std::size_t kShown = 3;
  const Suggester suggester(index.searcher());
  std::vector<std::pair<double, bool>> answers;
  for (const QueryLine& query : judged.queries) {
    SuggestOptions options;
    options.limit = kShown;
    options.langs = asking.langs;
    if (options.langs.empty() && !query.lang.empty()) options.langs = {query.lang};
    options.reader = asking.reader.reader();
    options.min_confidence = 0;
    options.lessons = !asking.no_lessons;
    options.snippets = options.documents = false;
    const Suggestions found = suggester.solutions_for(query.as_draft(), options);
    const auto& grades = judged.judgements.at(query.id);
    const bool right = std::any_of(found.items.begin(), found.items.end(), [&](const Solution& item) {
      const auto grade = grades.find(item.id);
      return grade != grades.end() && grade->second > 0;
    });
    answers.emplace_back(found.confidence, right);
  }
  return reliability(std::move(answers));
}

}  // namespace forestall::cli
