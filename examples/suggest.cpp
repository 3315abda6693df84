// SPDX-License-Identifier: Apache-2.0
// Suggests solutions for a ticket from your own documents.
//   suggest INDEX DOCUMENTS.jsonl SUBJECT [BODY]
// INDEX is a directory that is made if there is none; importing the same documents again costs little.
#include <forestall/forestall.h>

#include <fstream>
#include <iostream>

namespace {

int suggest(const std::string& directory, const std::string& documents, const forestall::Draft& draft) {
  forestall::Index index = forestall::Index::open_or_create(directory);

  std::ifstream file(documents, std::ios::binary);
  if (!file) throw forestall::Error(forestall::ErrorCode::not_found, "\"" + documents + "\" cannot be read");
  forestall::ImportOptions how;
  how.refused = [](std::uint64_t line, const std::string& reason) {
    std::cerr << "line " << line << ": " << reason << '\n';
  };
  const auto report = forestall::import_jsonl(index, file, how);
  std::cout << report.written << " documents written, " << report.unchanged << " unchanged\n\n";

  const forestall::Suggester suggester(index.searcher());
  const auto suggestions = suggester.solutions_for(draft, {.limit = 3, .explain = true});
  for (const forestall::Solution& solution : suggestions.items) {
    std::cout << solution.title << "  (" << static_cast<int>(solution.confidence * 100) << " % likely to help)\n"
              << "  " << solution.url << "\n  " << solution.snippet.text << "\n  because of:";
    if (solution.explanation) {
      for (const auto& term : solution.explanation->terms) std::cout << ' ' << term.word;
    }
    std::cout << "\n\n";
  }
  if (suggestions.items.empty()) std::cout << "No suggestion that is likely to help.\n";
  index.close();
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4) {
    std::cerr << "usage: " << argv[0] << " INDEX DOCUMENTS.jsonl SUBJECT [BODY]\n";
    return 2;
  }
  forestall::Draft draft;
  draft.subject = argv[3];
  if (argc > 4) draft.body = argv[4];
  return suggest(argv[1], argv[2], draft);
} catch (const forestall::Error& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
