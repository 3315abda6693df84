// SPDX-License-Identifier: Apache-2.0
#include "engine/json_write.h"
#include "forestall/jsonl.h"

namespace forestall {
namespace {

using engine::Json;

Json ranges(const std::vector<Range>& list) {
  Json out = Json::array();
  for (const Range& range : list) out.push_back({range.start, range.length});
  return out;
}

Json vote_count(const VoteCount& votes) { return {{"helpful", votes.helpful}, {"unhelpful", votes.unhelpful}}; }

Json term_scores(const Explanation& explanation) {
  Json out = Json::array();
  for (const TermScore& term : explanation.terms) {
    Json item = {{"term", term.term}, {"score", term.score}};
    if (!term.word.empty()) item["word"] = term.word;
    out.push_back(std::move(item));
  }
  return out;
}

Json language(const LanguageChoice& lang) {
  Json out = {{"code", lang.code}, {"source", lang.source}, {"only", lang.only}};
  if (lang.confidence > 0) out["confidence"] = lang.confidence;
  return out;
}

Json hit_json(const Hit& hit) {
  Json out = {{"id", hit.id},     {"score", hit.score}, {"kind", to_string(hit.kind)},
              {"lang", hit.lang}, {"title", hit.title}, {"url", hit.url}};
  out["snippet"] = {{"text", hit.snippet.text}, {"highlights", ranges(hit.snippet.highlights)}};
  out["title_highlights"] = ranges(hit.title_highlights);
  if (!hit.product.empty()) out["product"] = hit.product;
  if (hit.created) out["created"] = to_string(*hit.created);
  if (hit.updated) out["updated"] = to_string(*hit.updated);
  if (hit.solved) out["solved"] = true;
  if (hit.views != 0) out["views"] = hit.views;
  if (hit.votes != VoteCount{}) out["votes"] = vote_count(hit.votes);
  return out;
}

Json explanation_json(const Explanation& explanation) {
  return {{"score", explanation.score},
          {"text", explanation.text},
          {"prior", explanation.prior},
          {"closeness", explanation.closeness},
          {"votes", vote_count(explanation.votes)},
          {"words", explanation.words},
          {"terms", term_scores(explanation)}};
}

Json reasons(const Solution& solution) {
  Json out = Json::array();
  const auto& explanation = solution.explanation;
  if (explanation && !explanation->terms.empty())
    out.push_back({{"type", "terms"}, {"words", explanation->words}, {"terms", term_scores(*explanation)}});
  const std::uint32_t helpful = explanation ? explanation->votes.helpful : solution.votes.helpful;
  if (helpful > 0) out.push_back({{"type", "votes"}, {"helpful", helpful}});
  if (explanation && explanation->solved_similar > 0) {
    out.push_back({{"type", "solved_similar"}, {"count", explanation->solved_similar}, {"score", explanation->learnt}});
  }
  return out;
}

}  // namespace

std::string to_json(const SearchResult& result) {
  Json out = {{"status", "ok"}, {"exact", result.exact}, {"total", result.total}, {"took_us", result.took_us}};
  out["lang"] = language(result.lang);
  if (!result.warnings.empty()) out["warnings"] = result.warnings;
  if (result.corrected) out["corrected"] = {{"text", result.corrected->text}, {"searched", result.corrected->searched}};
  Json& hits = out["hits"] = Json::array();
  for (const Hit& hit : result.hits) {
    Json item = hit_json(hit);
    if (hit.explanation) item["explanation"] = explanation_json(*hit.explanation);
    hits.push_back(std::move(item));
  }
  for (const Facet& facet : result.facets) {
    Json values = Json::array();
    for (const Facet::Value& value : facet.values) values.push_back({{"value", value.value}, {"count", value.count}});
    out["facets"][std::string(to_string(facet.by))] = {{"total", facet.total}, {"values", std::move(values)}};
  }
  return engine::dump(out);
}

std::string to_json(const Suggestions& suggestions) {
  Json out = {{"status", to_string(suggestions.status)},
              {"confidence", suggestions.confidence},
              {"exact", suggestions.exact},
              {"took_us", suggestions.took_us}};
  out["lang"] = language(suggestions.lang);
  Json& items = out["items"] = Json::array();
  for (const Solution& solution : suggestions.items) {
    Json item = hit_json(solution);
    item["confidence"] = solution.confidence;
    item["why"] = reasons(solution);
    if (solution.explanation) {
      item["explanation"] = {{"text", solution.explanation->text},
                             {"prior", solution.explanation->prior},
                             {"closeness", solution.explanation->closeness},
                             {"learnt", solution.explanation->learnt}};
    }
    items.push_back(std::move(item));
  }
  return engine::dump(out);
}

std::string to_json(const Stats& stats) {
  Json out = {{"format", stats.format},       {"layout", to_string(stats.layout)},
              {"documents", stats.documents}, {"lessons", stats.lessons},
              {"votes", stats.votes},         {"segments", stats.segments},
              {"bytes", stats.bytes}};
  out["languages"] = Json::object();
  for (const auto& [lang, count] : stats.languages) out["languages"][lang] = count;
  out["kinds"] = Json::object();
  for (const auto& [kind, count] : stats.kinds) out["kinds"][kind] = count;
  out["segment_bytes"] = stats.segment_bytes;
  out["memory_bytes"] = stats.memory_bytes;
  out["unflushed"] = stats.unflushed;
  out["deleted"] = stats.deleted;
  if (!stats.background_error.empty()) out["background_error"] = stats.background_error;
  return engine::dump(out);
}

std::string to_json(const CheckReport& report) {
  const Json out = {{"ok", report.ok()},
                    {"faults", report.faults},
                    {"files", report.files},
                    {"documents", report.documents},
                    {"bytes", report.bytes}};
  return engine::dump(out);
}

}  // namespace forestall
