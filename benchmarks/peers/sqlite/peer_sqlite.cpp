// SPDX-License-Identifier: Apache-2.0
// SQLite FTS5's side of the protocol in ../README.md: its Porter stemmer, every word kept, positions; without content,
// ids in a table. One transaction, neither journal nor fsync, then "optimize". Scores are its bm25().
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <set>

#include "peers/protocol.h"

namespace {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

void check(int status, sqlite3* db) {
  if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
    throw std::runtime_error(sqlite3_errmsg(db));
}

Database open(const std::string& path, int flags) {
  sqlite3* db = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  Database owner(db);
  check(status, db);
  return owner;
}

void run(sqlite3* db, const char* sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db); }

Statement prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr), db);
  return Statement(statement);
}

void bind(sqlite3_stmt* statement, int place, const std::string& text) {
  sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void make(const std::string& documents, const std::string& directory) {
  std::filesystem::create_directories(directory);
  auto start = peers::Clock::now();
  const Database db = open(directory + "/db", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  run(db.get(),
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;"
      "CREATE VIRTUAL TABLE documents USING fts5(text, content='', tokenize='porter unicode61');"
      "CREATE TABLE ids(number INTEGER PRIMARY KEY, id TEXT); BEGIN");
  const Statement insert = prepare(db.get(), "INSERT INTO documents(rowid, text) VALUES (?, ?)");
  const Statement name = prepare(db.get(), "INSERT INTO ids VALUES (?, ?)");
  sqlite3_int64 number = 0;
  peers::read_texts(documents, [&](const peers::Text& text) {
    const std::string all = text.title + '\n' + text.body;
    ++number;
    sqlite3_bind_int64(insert.get(), 1, number);
    bind(insert.get(), 2, all);
    sqlite3_bind_int64(name.get(), 1, number);
    bind(name.get(), 2, text.id);
    for (sqlite3_stmt* statement : {insert.get(), name.get()}) {
      check(sqlite3_step(statement), db.get());
      check(sqlite3_reset(statement), db.get());
    }
  });
  run(db.get(), "COMMIT");
  const double seconds = peers::seconds_since(start);
  start = peers::Clock::now();
  run(db.get(), "INSERT INTO documents(documents) VALUES ('optimize'); VACUUM");
  peers::print_times(seconds, peers::seconds_since(start));
}

bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 128;
}

/// Words in quotes, so that no sign is taken for an operator; FTS5 folds and stems them.
std::string match_of(const std::string& text, const std::string& mode) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (in_word(c))
      words.back().push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  const bool phrase = mode.ends_with("phrase");
  std::string out = phrase ? "\"" : "";
  std::set<std::string> seen;
  for (const std::string& word : words) {
    if (phrase)
      out += word + ' ';
    else if (seen.insert(word).second)
      out += (out.empty() ? "\"" : mode.ends_with("intersection") ? " AND \"" : " OR \"") + word + '"';
  }
  return phrase ? out + '"' : out;
}

class Asker {
 public:
  explicit Asker(const std::string& directory)
      : db_(open(directory + "/db", SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX)) {
    run(db_.get(), "PRAGMA mmap_size=8589934592; PRAGMA cache_size=-262144");
    best_ = prepare(db_.get(), "SELECT rowid FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT ?");
    count_ = prepare(db_.get(), "SELECT count(*) FROM documents WHERE documents MATCH ?");
    id_ = prepare(db_.get(), "SELECT id FROM ids WHERE number = ?");
  }

  peers::Ids operator()(const peers::Text& text, const std::string& mode, std::size_t k) {
    const std::string match = match_of(text.title + '\n' + text.body, mode);
    if (match.empty()) return {};
    if (mode.starts_with("count")) {
      bind(count_.get(), 1, match);
      check(sqlite3_step(count_.get()), db_.get());
      const peers::Ids out = {std::to_string(sqlite3_column_int64(count_.get(), 0))};
      sqlite3_reset(count_.get());
      return out;
    }
    bind(best_.get(), 1, match);
    sqlite3_bind_int64(best_.get(), 2, static_cast<sqlite3_int64>(k));
    peers::Ids out;
    int status = SQLITE_OK;
    while ((status = sqlite3_step(best_.get())) == SQLITE_ROW) {
      sqlite3_bind_int64(id_.get(), 1, sqlite3_column_int64(best_.get(), 0));
      check(sqlite3_step(id_.get()), db_.get());
      out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(id_.get(), 0)));
      sqlite3_reset(id_.get());
    }
    check(status, db_.get());
    sqlite3_reset(best_.get());
    return out;
  }

 private:
  Database db_;
  Statement best_, count_, id_;
};

}  // namespace

int main(int argc, char** argv) try {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "version") {
    std::cout << "{\"version\":\"" << sqlite3_libversion() << "\"}\n";
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
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
