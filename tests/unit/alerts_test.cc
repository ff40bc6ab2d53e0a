// SPDX-License-Identifier: GPL-2.0-or-later
// Saved searches as files, and articles as mail.
#include "common/archive/saved.h"
#include "common/child.h"
#include "common/disk/file.h"
#include "common/errors.h"
#include "common/text/edit_distance.h"
#include "searcher/alerts/mail.h"
#include "tests/unit/temporary.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

std::string refusal(const std::filesystem::path& archive, std::string_view name) {
  try {
    read_saved(archive, name);
  } catch (const Error& error) {
    CHECK(error.code() == Exit::Usage);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("names of saved searches can be names of files and of fields", "[alerts]") {
  for (const char* name : {"a", "dam-bursts", "A_1", "9lives"}) CHECK(is_saved_name(name));
  CHECK(is_saved_name(std::string(64, 'a')));
  for (const char* name : {"", "-a", "_a", ".", "..", "a/b", "a b", "a.b", "\xC3\xA9", "a\n"}) {
    CAPTURE(name);
    CHECK_FALSE(is_saved_name(name));
  }
  CHECK_FALSE(is_saved_name(std::string(65, 'a')));
}

TEST_CASE("a saved search comes back as it was", "[alerts]") {
  const test::Temporary archive;
  CHECK(saved_names(archive.path()).empty());
  const std::vector<std::string> queries = {"dam", "'it''s' \"x\\y\"", "a\tb \"\"\"c'''",
                                            "\xC3\xBC\xE2\x80\xA8 #", "x = [1]"};
  for (const std::string& query : queries) {
    CAPTURE(query);
    write_saved(archive.path(), {"one", query, "command:echo 'a' \"b\" \\"});
    const SavedSearch saved = read_saved(archive.path(), "one");
    CHECK(saved.query == query);
    CHECK(saved.deliver == "command:echo 'a' \"b\" \\");
  }
  write_saved(archive.path(), {"two", "x", ""});
  CHECK(saved_names(archive.path()) == std::vector<std::string>{"one", "two"});
  CHECK(read_saved(archive.path(), "two").deliver.empty());
  forget_saved(archive.path(), "one");
  CHECK(refusal(archive.path(), "one") == "no search is saved as 'one'");
}

TEST_CASE("a name that none has is told with what is like it", "[alerts]") {
  const test::Temporary archive;
  for (const char* name : {"a", "c", "dams"}) write_saved(archive.path(), {name, "x", ""});
  const auto hint = [&](std::string_view name) {
    try {
      read_saved(archive.path(), name);
      return std::string();
    } catch (const Error& error) {
      return error.hint();
    }
  };
  CHECK(hint("C") == "did you mean c?");
  CHECK(hint("DASM") == "did you mean dams?");
  CHECK(hint("Dam") == "did you mean dams?");
  CHECK(hint("x") == "saved are: a, c, dams");
}

TEST_CASE("a file that is no saved search is refused", "[alerts]") {
  const test::Temporary archive;
  write_saved(archive.path(), {"one", "x", ""});
  for (const char* content : {"", "query = 1\n", "query = ' '\n", "qeury = 'x'\n", "query = 'x",
                              "deliver = 'jsonl:x'\n", "query = ['x']\n", "\xFF\xFE", "query"}) {
    CAPTURE(content);
    disk::replace_file(saved_file(archive.path(), "one"), content);
    CHECK_FALSE(refusal(archive.path(), "one").empty());
  }
  disk::replace_file(saved_file(archive.path(), "one"),
                     "query = '" + std::string(70'000, 'x') + "'\n");
  CHECK_THAT(refusal(archive.path(), "one"), Catch::Contains("64 KiB"));
}

TEST_CASE("saved searches may name each other, but not in a ring", "[alerts]") {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < kMaxSavedDepth; ++i) {
    CHECK_NOTHROW(check_saved_depth(open, "q" + std::to_string(i)));
    open.push_back("q" + std::to_string(i));
  }
  CHECK_THROWS_WITH(check_saved_depth(open, "deeper"), Catch::Contains("more than 8 deep"));
  CHECK_THROWS_WITH(check_saved_depth({"a", "b"}, "a"), "query:a would contain itself (a > b > a)");
}

TEST_CASE("a header holds one line of plain characters", "[alerts]") {
  using alerts::header_text;
  CHECK(header_text("A storm") == "A storm");
  CHECK(header_text("M\xC3\xBCller") == "=?UTF-8?B?TcO8bGxlcg==?=");
  CHECK(header_text("a\r\nBcc: b") == "a Bcc: b");
  CHECK(header_text("=?UTF-8?B?eA==?=") == "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=");
  std::string long_text;
  for (int i = 0; i < 100; ++i) long_text += "\xE2\x82\xAC";
  for (const std::string& text :
       {long_text, std::string(500, 'x'), std::string(100, '\x80'), std::string("\n\0\x1B", 3)}) {
    const std::string header = header_text(text);
    for (std::size_t at = 0; at < header.size();) {
      const std::size_t end = std::min(header.find('\n', at), header.size());
      CHECK(end - at <= 76);
      if (at != 0) CHECK(header[at] == ' ');
      for (std::size_t i = at; i < end; ++i) CHECK((header[i] >= ' ' && header[i] <= '~'));
      at = end + 1;
    }
  }
}

TEST_CASE("another program is given input, environment and a limit of time", "[alerts]") {
  ChildOptions options;
  options.input = "some text";
  options.environment = {"DATELINE_ALERT=x"};
  options.keep_output = true;
  ChildOutcome outcome = run_child({"sh", "-c", "cat; echo $DATELINE_ALERT; exit 3"}, options);
  CHECK(outcome.output == "some textx\n");
  CHECK(outcome.exit_code == 3);
  CHECK_FALSE(outcome.is_late);
  // What does not read its input blocks nobody.
  const std::string much(1 << 20, 'x');
  options.input = much;
  CHECK(run_child({"true"}, options).exit_code == 0);
  CHECK(run_child({"sh", "-c", "kill -9 $$"}, options).exit_code == 137);
  options.patience = std::chrono::milliseconds(50);
  outcome = run_child({"sh", "-c", "sleep 600 & sleep 600"}, options);
  CHECK(outcome.is_late);
  CHECK_THROWS_AS(run_child({"/nonexistent/program"}, {}), Error);
}

TEST_CASE("spellings are apart by the letters that differ", "[text]") {
  using text::edit_distance;
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("berlin", "berln") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
}
