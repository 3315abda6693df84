// SPDX-License-Identifier: Apache-2.0
// Forestall's side of the protocol in ../README.md. It reads the JSON lines themselves: votes, dates, tags and the
// text, which it stores, come with them. The variant of indexing may be compact (Schema::layout). Variants of asking:
// english (documents in English; ids and scores, as the peers), whole (the same, and titles, dates and snippets read
// for a person), own (in the query's language), any (every language).
#include "forestall/forestall.h"
#include "peers/protocol.h"

namespace {

using namespace forestall;

void make(const std::string& documents, const std::string& directory, std::size_t threads, bool compact) {
  std::ifstream in(documents, std::ios::binary);
  if (!in) throw std::runtime_error(documents + " cannot be read");
  auto start = peers::Clock::now();
  Schema schema;
  if (compact) schema.layout = Layout::compact;
  constexpr std::size_t kMemory = std::size_t{64} << 20;
  Index index = Index::create(directory, schema, {.memory_budget = kMemory});
  // As `forestall import` does.
  import_jsonl(index, in,
               {.ignore_unknown = true,
                .batch_documents = 100'000,
                .batch_bytes = threads == 1 ? kMemory / 8 * 3 : kMemory / 8,
                .threads = threads});
  index.flush();
  index.wait();
  const double seconds = peers::seconds_since(start);
  start = peers::Clock::now();
  index.compact();
  const double one = peers::seconds_since(start);
  const Stats stats = index.stats();
  index.close();
  std::cout << "{\"seconds\":" << seconds << ",\"one_segment_seconds\":" << one
            << ",\"segment_bytes\":" << stats.segment_bytes << ",\"documents\":" << stats.documents << "}\n";
}

template <class Hits>
peers::Ids ids_of(const Hits& hits) {
  peers::Ids out;
  out.reserve(hits.size());
  for (const auto& hit : hits) out.push_back(hit.id);
  return out;
}

Query query_of(const peers::Text& text, const std::string& mode) {
  if (mode.ends_with("phrase")) return Query::phrase(text.title);
  if (mode.ends_with("union")) return Query::words(text.title);
  Query all{.type = Query::Type::boolean};
  std::istringstream words(text.title);
  for (std::string word; words >> word;) all.required.push_back(Query::words(word));
  return all;
}

peers::Ids ask(const Suggester& suggester, const peers::Text& text, const std::string& mode, std::size_t k,
               const std::string& variant) {
  const bool whole = variant == "whole";
  const std::vector<std::string> langs = {variant == "any"                         ? "any"
                                          : variant == "own" && !text.lang.empty() ? text.lang
                                                                                   : "en"};
  if (mode == "draft") {
    SuggestOptions options;
    options.limit = k;
    options.langs = langs;
    options.min_confidence = 0;
    options.snippets = options.documents = options.closeness = whole;
    Draft draft;
    draft.subject = text.title;
    draft.body = text.body;
    return ids_of(suggester.solutions_for(draft, options).items);
  }
  SearchOptions options;
  options.limit = mode.starts_with("count") ? 1 : k;
  options.langs = langs;
  options.snippets = options.documents = options.closeness = whole;
  options.count = whole || mode.starts_with("count");
  const SearchResult found = suggester.searcher().search(query_of(text, mode), options);
  if (mode.starts_with("count")) return {std::to_string(found.total)};
  return ids_of(found.hits);
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "version") {
    std::cout << "{\"version\":\"" << version() << "\"}\n";
  } else if (command == "index" && argc == 6) {
    make(argv[2], argv[3], std::stoul(argv[4]), std::string(argv[5]) == "compact");
  } else if (command == "serve" && argc == 4) {
    const Index index = Index::open(argv[2], {.read_only = true});
    const Suggester suggester(index.searcher());
    peers::serve([&]() -> peers::Ask {
      return [&suggester, variant = std::string(argv[3])](const peers::Text& text, const std::string& mode,
                                                          std::size_t k) {
        return ask(suggester, text, mode, k, variant);
      };
    });
  } else {
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
