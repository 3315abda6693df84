// SPDX-License-Identifier: Apache-2.0
// import_sqlite DOCUMENTS.jsonl DATABASE: SQLite FTS5, stemming and positions on, content stored, one transaction, and
// neither journal nor fsync.
#include <sqlite3.h>

#include "import/documents.h"

namespace {

void check(int status, sqlite3* db) {
  if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
    throw std::runtime_error(sqlite3_errmsg(db));
}

void bind(sqlite3_stmt* statement, int place, std::string_view text) {
  sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  sqlite3* db = nullptr;
  check(sqlite3_open(argv[2], &db), db);
  const auto run = [&](const char* sql) { check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db); };
  run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
      "CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, title, body, tokenize='porter unicode61');"
      "BEGIN");
  sqlite3_stmt* insert = nullptr;
  check(sqlite3_prepare_v2(db, "INSERT INTO documents VALUES (?, ?, ?)", -1, &insert, nullptr), db);
  benchmarks::read_documents(argv[1], [&](const benchmarks::Text& text) {
    bind(insert, 1, text.id);
    bind(insert, 2, text.title);
    bind(insert, 3, text.body);
    check(sqlite3_step(insert), db);
    check(sqlite3_reset(insert), db);
  });
  sqlite3_finalize(insert);
  run("COMMIT");
  check(sqlite3_close(db), db);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 3;
}
