// SPDX-License-Identifier: GPL-2.0-or-later
// Dates in addresses and file names: the last resort, so uncertain ones are not taken.
#include "indexer/extract/path_date.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace path_date_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

const std::int64_t kLatest = day_number(*make_date(2024, 6, 2));

struct Row {
  std::string path, date;
};

}  // namespace

TEST_CASE("dates of addresses", "[path-date]") {
  const std::vector<Row> rows = {
      {"https://example.org/2019/12/13/kazakhstan", "2019-12-13"},
      {"https://example.org/news/2019/12/13/kazakhstan.html", "2019-12-13"},
      {"https://example.org/2019/12/13", "2019-12-13"},
      {"https://example.org/2019/12/13/", "2019-12-13"},
      {"https://example.org/world/2019/dec/13/kazakhstan", "2019-12-13"},
      {"https://example.org/2019/DEC/03/x", "2019-12-03"},
      {"https://example.org/2019/1/5/x", "2019-01-05"},
      {"https://example.org/1987/02/26/archives/x.html", "1987-02-26"},
      {"https://example.org/20191213/x", "2019-12-13"},
      {"https://example.org/news/20191213.html", "2019-12-13"},
      {"https://example.org/news/20191213-kazakhstan", "2019-12-13"},
      {"https://example.org/2019-12-13/x", "2019-12-13"},
      {"https://example.org/x-2019-12-13", "2019-12-13"},
      {"https://example.org/x-2019-12-13.html", "2019-12-13"},
      {"https://example.org/2019-12-13-x.html", "2019-12-13"},
      {"https://example.org/2019/12/kazakhstan", "2019-12"},
      {"https://example.org/2019/12/13-kazakhstan", "2019-12"},
      {"https://example.org/2019/12/13/x-20191213", "2019-12-13"},
      // Two days, or an invalid one.
      {"https://example.org/2019/12/13/x-20010911", ""},
      {"https://example.org/2019-12-13/2019-12-14", ""},
      {"https://example.org/2019/02/30/x", "2019-02"},
      {"https://example.org/2019/13/13/x", ""},
      {"https://example.org/20191313/x", ""},
      {"https://example.org/0000/12/13/x", ""},
      {"https://example.org/1234/12/13/x", ""},
      {"https://example.org/2030/12/13/x", ""},
      {"https://example.org/2024/06/03/x", "2024-06"},
      // Numbers of other things.
      {"https://example.org/2019/x", ""},
      {"https://example.org/2019/12", ""},
      {"https://example.org/201912139/x", ""},
      {"https://example.org/x-920191213", ""},
      {"https://example.org/article/12345678", ""},
      {"https://example.org/x-in-2019-12-13-y", ""},
      {"https://example.org/x?date=2019-12-13", ""},
      {"https://example.org/x#/2019/12/13/", ""},
      {"https://2019-12-13.example.org/x", ""},
      {"/2019/12/13/x", ""},
      {"", ""},
      {"https://", ""},
      {"https://example.org", ""},
      {"https://example.org////", ""},
  };
  for (const Row& row : rows) {
    INFO(row.path);
    const auto found = date_in_url(row.path, kLatest);
    CHECK((found ? iso(found->date) : "") == row.date);
  }
  CHECK(date_in_url("https://example.org/2019/12/13/x", kLatest)->is_in_folders);
  CHECK_FALSE(date_in_url("https://example.org/x-2019-12-13", kLatest)->is_in_folders);
  CHECK_FALSE(date_in_url("https://example.org/" + std::string(100'000, '/'), kLatest));
}

TEST_CASE("dates of file names", "[path-date]") {
  const std::vector<Row> rows = {
      {"2019-12-13-kazakhstan.txt", "2019-12-13"},
      {"wire/2019-12-13-kazakhstan.txt", "2019-12-13"},
      {"wire/20191213.xml", "2019-12-13"},
      {"wire/2019_12_13.xml", "2019-12-13"},
      {"mirror/2019/12/13/index.html", "2019-12-13"},
      {"mirror/2019/12/index.html", "2019-12"},
      {"mirror/2018/01/02/2019-12-13.html", "2019-12-13"},
      // Often the day of a dump.
      {"dump-2019-12-13.jsonl", ""},
      {"news.20191213.jsonl", ""},
      {"2019-12-13", "2019-12-13"},
      {"2019-12.txt", ""},
      {"2019.txt", ""},
      {"2019-02-30.txt", ""},
      {"201912131.txt", ""},
      {"standard input", ""},
      {"-", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    INFO(row.path);
    const auto found = date_in_file_name(row.path, kLatest);
    CHECK((found ? iso(*found) : "") == row.date);
  }
}

}  // namespace path_date_test
