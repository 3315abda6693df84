// SPDX-License-Identifier: Apache-2.0
// import_xapian DOCUMENTS.jsonl DATABASE: Xapian, each document stemmed in its language, with positions, content stored
// as document data, one commit at the end (`run` sets XAPIAN_FLUSH_THRESHOLD so).
#include <xapian.h>

#include <map>

#include "import/documents.h"

namespace {

/// The stemmer of "pt-BR" is that of "pt"; a language without one is not stemmed.
const Xapian::Stem& stemmer_of(std::string_view lang) {
  static std::map<std::string, Xapian::Stem, std::less<>> known;
  const std::string name(lang.substr(0, lang.find('-')));
  auto found = known.find(name);
  if (found == known.end()) {
    Xapian::Stem stem;
    try {
      stem = Xapian::Stem(name);
    } catch (const Xapian::InvalidArgumentError&) {
      stem = Xapian::Stem();
    }
    found = known.emplace(name, stem).first;
  }
  return found->second;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  Xapian::WritableDatabase db(argv[2], Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  Xapian::TermGenerator generator;
  generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);  // one term a word: the least work it can do
  benchmarks::read_documents(argv[1], [&](const benchmarks::Text& text) {
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.set_stemmer(stemmer_of(text.lang));
    const std::string title(text.title), body(text.body);
    generator.index_text(title, 1, "S");
    generator.increase_termpos();
    generator.index_text(body);
    document.set_data(title + '\n' + body);
    const std::string id = "Q" + std::string(text.id);
    if (id.size() <= 245) document.add_boolean_term(id);
    db.add_document(document);
  });
  db.commit();
  db.close();
  return 0;
} catch (const Xapian::Error& error) {
  std::cerr << error.get_description() << '\n';
  return 3;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
