// SPDX-License-Identifier: GPL-2.0-or-later
// SQLite FTS5 as an engine. Its stemmer is the older Porter's and its BM25 another, so that its
// hits are not quite those of the others; the work is of the same kind.
#include "tests/bench/versus/protocol.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <simdjson.h>
#include <sqlite3.h>

namespace {

using dateline::bench::Answering;
using dateline::bench::Request;

class Database {
 public:
  explicit Database(const std::string& directory) {
    check(sqlite3_open((directory + "/articles.db").c_str(), &db_));
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(db_); }

  void run(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
  void check(int result) {
    if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) {
      throw std::runtime_error(sqlite3_errmsg(db_));
    }
  }
  [[nodiscard]] sqlite3* get() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

class Statement {
 public:
  Statement(Database& database, const std::string& sql) : database_(database) {
    database.check(sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &statement_, nullptr));
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  void bind(int at, std::string_view text) {
    database_.check(sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()),
                                      SQLITE_TRANSIENT));
  }
  bool step() {
    const int result = sqlite3_step(statement_);
    database_.check(result);
    return result == SQLITE_ROW;
  }
  void reset() { sqlite3_reset(statement_); }
  std::string_view text(int column) {
    const auto* const bytes =
        reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

void build_index(const std::string& corpus, const std::string& directory) {
  std::filesystem::create_directories(directory);
  Database database(directory);
  // A half-built index is built again, so nothing must survive a crash.
  database.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144");
  database.run(
      "CREATE TABLE articles(n INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, date TEXT, "
      "source TEXT);"
      "CREATE VIRTUAL TABLE words USING fts5(title, text, content='articles', content_rowid='n', "
      "tokenize='porter unicode61');"
      "BEGIN");
  {
    Statement article(database, "INSERT INTO articles VALUES(NULL, ?, ?, ?, ?, ?)");
    Statement words(database,
                    "INSERT INTO words(rowid, title, text) VALUES(last_insert_rowid(),?,?)");
    std::ifstream in(corpus);
    simdjson::ondemand::parser parser;
    for (std::string line; std::getline(in, line);) {
      line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
      auto document = parser.iterate(line.data(), line.size(), line.capacity());
      for (auto field : document.get_object()) {
        const std::string_view name = field.unescaped_key();
        const int at = name == "id"       ? 1
                       : name == "title"  ? 2
                       : name == "text"   ? 3
                       : name == "date"   ? 4
                       : name == "source" ? 5
                                          : 0;
        if (at == 0) continue;
        const std::string_view value = field.value().get_string();
        article.bind(at, value);
        if (at == 2 || at == 3) words.bind(at - 1, value);
      }
      article.step();
      article.reset();
      words.step();
      words.reset();
    }
  }
  database.run("INSERT INTO words(words) VALUES('optimize'); COMMIT");
  database.run("CREATE INDEX by_date ON articles(date); ANALYZE");
}

std::string match_of(const Request& request) {
  const bool all = request.operation == "and" || request.operation == "check-and";
  if (request.operation == "phrase" || request.operation == "check-phrase") {
    return '"' + request.words + '"';
  }
  std::string query = "\"";
  for (const char c : request.words) {
    query += c == ' ' ? (all ? "\" AND \"" : "\" OR \"") : std::string(1, c);
  }
  return query + '"';
}

class Engine {
 public:
  explicit Engine(const std::string& directory) : database_(directory) {
    database_.run("PRAGMA query_only=1; PRAGMA mmap_size=34359738368; PRAGMA cache_size=-65536");
  }

  std::string answer(const Request& request) {
    const std::string& operation = request.operation;
    const std::string ranked =
        " FROM words WHERE words MATCH ?1 ORDER BY bm25(words, 3.0, 1.0) LIMIT 10";
    const std::string joined = " FROM words JOIN articles ON n = words.rowid WHERE words MATCH ?1 ";
    if (operation == "or" || operation == "and" || operation == "phrase") {
      return hits("SELECT rowid, bm25(words, 3.0, 1.0)" + ranked, request);
    }
    if (operation == "month") {
      return hits("SELECT id, bm25(words, 3.0, 1.0)" + joined +
                      "AND date BETWEEN ?2 AND ?3 ORDER BY bm25(words, 3.0, 1.0) LIMIT 10",
                  request);
    }
    if (operation == "newest") {
      return hits("SELECT id, date" + joined + "ORDER BY date DESC LIMIT 10", request);
    }
    if (operation == "page") {
      return hits(
          "SELECT id, bm25(words, 3.0, 1.0), articles.title, date, source, "
          "snippet(words, 1, '[', ']', '...', 40)" +
              joined + "ORDER BY bm25(words, 3.0, 1.0) LIMIT 10",
          request);
    }
    if (operation == "facets") {
      return count(request) +
             groups("SELECT 's:' || source, count(*)" + joined + "GROUP BY source", request) +
             groups("SELECT 'y:' || substr(date, 1, 4), count(*)" + joined + "GROUP BY 1", request);
    }
    if (operation == "timeline") {
      return count(request) +
             groups("SELECT substr(date, 1, 7), count(*)" + joined + "GROUP BY 1", request);
    }
    return count(request);
  }

 private:
  Statement& statement(const std::string& sql, const Request& request) {
    auto& prepared = statements_[sql];
    if (!prepared) prepared = std::make_unique<Statement>(database_, sql);
    prepared->reset();
    prepared->bind(1, match_of(request));
    if (sql.find("?2") != std::string::npos) {
      prepared->bind(2, request.from);
      prepared->bind(3, request.to);
    }
    return *prepared;
  }

  std::string hits(const std::string& sql, const Request& request) {
    Statement& rows = statement(sql, request);
    const bool page = request.operation == "page";
    std::string out = "-";
    std::size_t bytes = 0;
    while (rows.step()) {
      out += fmt::format("\t{}:{}", rows.text(0), rows.text(1));
      for (int i = 2; page && i < 6; ++i) bytes += rows.text(i).size();
    }
    return page ? out + fmt::format("\tsnippets={}", bytes) : out;
  }

  std::string groups(const std::string& sql, const Request& request) {
    Statement& rows = statement(sql, request);
    std::string out;
    while (rows.step()) out += fmt::format("\t{}={}", rows.text(0), rows.text(1));
    return out;
  }

  std::string count(const Request& request) {
    Statement& rows = statement("SELECT count(*) FROM words WHERE words MATCH ?1", request);
    rows.step();
    return std::string(rows.text(0));
  }

  Database database_;
  std::map<std::string, std::unique_ptr<Statement>> statements_;
};

}  // namespace

int main(int argc, char** argv) {
  return dateline::bench::run_engine(argc, argv, build_index, [](const std::string& directory) {
    const auto engine = std::make_shared<Engine>(directory);
    return Answering([engine](const Request& request) { return engine->answer(request); });
  });
}
