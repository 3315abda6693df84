// SPDX-License-Identifier: Apache-2.0
// Xapian's side of the protocol in ../README.md: every word kept, stemmed as English, with positions; the document's
// data is its id. One commit at the end (`run` sets XAPIAN_FLUSH_THRESHOLD so), then compacted.
#include <xapian.h>

#include <filesystem>

#include "peers/protocol.h"

namespace {

constexpr Xapian::termcount kGap = 100;  // no phrase reaches from the title into the body

void add(Xapian::TermGenerator& generator, Xapian::Document& document, const peers::Text& text) {
  generator.set_document(document);
  generator.set_termpos(0);
  generator.index_text(text.title);
  generator.increase_termpos(kGap);
  generator.index_text(text.body);
}

Xapian::TermGenerator english() {
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("english"));
  generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);  // one term a word
  return generator;
}

void make(const std::string& documents, const std::string& directory) {
  const std::string raw = directory + "/raw", compact = directory + "/db";
  std::filesystem::create_directories(directory);
  auto start = peers::Clock::now();
  {
    Xapian::WritableDatabase db(raw, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    Xapian::TermGenerator generator = english();
    peers::read_texts(documents, [&](const peers::Text& text) {
      Xapian::Document document;
      add(generator, document, text);
      document.set_data(text.id);
      db.add_document(document);
    });
    db.commit();
  }
  const double seconds = peers::seconds_since(start);
  start = peers::Clock::now();
  Xapian::Database(raw).compact(compact);
  std::filesystem::remove_all(raw);
  peers::print_times(seconds, peers::seconds_since(start));
}

Xapian::Query query_of(const Xapian::Document& words, const std::string& mode) {
  if (mode.ends_with("phrase")) {
    std::map<Xapian::termpos, std::string> places;
    for (auto term = words.termlist_begin(); term != words.termlist_end(); ++term)
      for (auto place = term.positionlist_begin(); place != term.positionlist_end(); ++place) places[*place] = *term;
    std::vector<std::string> terms;
    for (const auto& [place, term] : places) terms.push_back(term);
    const auto length = static_cast<Xapian::termcount>(terms.size());
    return {Xapian::Query::OP_PHRASE, terms.begin(), terms.end(), length};
  }
  std::vector<Xapian::Query> parts;
  for (auto term = words.termlist_begin(); term != words.termlist_end(); ++term)
    parts.emplace_back(*term, term.get_wdf());
  return {mode.ends_with("intersection") ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

class Asker {
 public:
  explicit Asker(const std::string& directory) : db_(directory + "/db"), generator_(english()) {}

  peers::Ids operator()(const peers::Text& text, const std::string& mode, std::size_t k) {
    Xapian::Document words;
    generator_.set_document(words);
    generator_.set_termpos(0);
    generator_.index_text(text.title);
    generator_.index_text(text.body);
    Xapian::Enquire enquire(db_);
    enquire.set_query(query_of(words, mode));
    if (mode.starts_with("count"))
      return {std::to_string(enquire.get_mset(0, 0, db_.get_doccount()).get_matches_estimated())};
    peers::Ids ids;
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(k));
    for (auto hit = found.begin(); hit != found.end(); ++hit) ids.push_back(hit.get_document().get_data());
    return ids;
  }

 private:
  Xapian::Database db_;
  Xapian::TermGenerator generator_;
};

}  // namespace

int main(int argc, char** argv) try {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "version") {
    std::cout << "{\"version\":\"" << Xapian::version_string() << "\"}\n";
  } else if (command == "index" && argc == 6) {
    make(argv[2], argv[3]);
  } else if (command == "serve" && argc == 4) {
    peers::serve([directory = std::string(argv[2])]() -> peers::Ask {
      return [asker = std::make_shared<Asker>(directory)](const peers::Text& text, const std::string& mode,
                                                          std::size_t k) { return (*asker)(text, mode, k); };
    });
  } else {
    return 2;
  }
  return 0;
} catch (const Xapian::Error& error) {
  std::cerr << error.get_description() << '\n';
  return 3;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
