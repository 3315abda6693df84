// SPDX-License-Identifier: Apache-2.0
// stranger DIRECTORY: what a program needs at least; prints the found id and the version of the library.
#include <forestall/forestall.h>

#include <iostream>

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  forestall::Index index = forestall::Index::create(argv[1]);
  forestall::Document document;
  document.id = "kb-1";
  document.title = "Reset your password";
  index.put(document);
  const forestall::Suggester suggester(index.searcher());
  forestall::Draft draft;
  draft.subject = "I forgot my password";
  for (const auto& item : suggester.solutions_for(draft, {.min_confidence = 0}).items)
    std::cout << item.id << ' ' << forestall::version() << '\n';
  return 0;
} catch (const forestall::Error& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
