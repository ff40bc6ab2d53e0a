// SPDX-License-Identifier: GPL-2.0-or-later
// Saved searches as files, and articles as mail.
#include "common/archive/saved_searches.h"
#include "common/archive/sealed.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/process/child.h"
#include "common/text/edit_distance.h"
#include "searcher/alerts/delivered.h"
#include "searcher/alerts/mail.h"
#include "searcher/alerts/target.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace alerts_test {

using namespace dateline;

namespace {

std::string refusal(const std::filesystem::path& archive, std::string_view name) {
  try {
    read_saved(archive, name);
  } catch (const Error& error) {
    CHECK(error.code() == Code::Usage);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "";
}

/// Line ends among the digits do not count.
std::string from_base64(const std::string& digits) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned group = 0;
  unsigned bits = 0;
  for (const char c : digits) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;
    group = group << 6U | static_cast<unsigned>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> bits & 0xFFU);
  }
  return bytes;
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
    write_saved(archive.path(), {"one", query, {"command:echo 'a' \"b\" \\"}});
    const SavedSearch saved = read_saved(archive.path(), "one");
    CHECK(saved.query == query);
    CHECK(saved.deliver == std::vector<std::string>{"command:echo 'a' \"b\" \\"});
  }
  write_saved(archive.path(), {"two", "x"});
  CHECK(saved_names(archive.path()) == std::vector<std::string>{"one", "two"});
  CHECK(read_saved(archive.path(), "two").deliver.empty());
  forget_saved(archive.path(), "one");
  CHECK(refusal(archive.path(), "one") == "no search is saved as 'one'");
}

TEST_CASE("an unknown name is reported with similar ones", "[alerts]") {
  const test::Temporary archive;
  for (const char* name : {"a", "c", "dams"}) write_saved(archive.path(), {name, "x"});
  const auto hint = [&](std::string_view name) {
    try {
      read_saved(archive.path(), name);
      return std::string();
    } catch (const Error& error) {
      return error.hint().text;
    }
  };
  CHECK(hint("C") == "did you mean c?");
  CHECK(hint("DASM") == "did you mean dams?");
  CHECK(hint("Dam") == "did you mean dams?");
  CHECK(hint("x") == "saved searches are: a, c, dams");
}

TEST_CASE("a file that is no saved search is refused", "[alerts]") {
  const test::Temporary archive;
  write_saved(archive.path(), {"one", "x"});
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

TEST_CASE("what was delivered comes back as it was, or is reported as damaged", "[alerts]") {
  const test::Temporary archive;
  const std::filesystem::path file = delivered_file(archive.path(), "one", "jsonl:/x");
  CHECK_FALSE(alerts::read_delivered(file));
  alerts::Delivered delivered{"dam", "dam", {"shards/2019/1-0"}, "20191213", {}, {}, "jsonl:/x",
                              "",    ""};
  for (const char* id : {"a", "b\n"}) delivered.add(id, true);
  delivered.add("c", false);
  write_delivered(file, delivered);
  const std::string whole = disk::read_file(file);
  CHECK(is_sealed(whole));
  const auto read = alerts::read_delivered(file);
  REQUIRE(read);
  CHECK(read->query == "dam");
  CHECK(read->parts == delivered.parts);
  CHECK(read->latest == delivered.latest);
  CHECK(read->seen == delivered.seen);

  const auto check_damaged = [&](const std::string& text) {
    disk::replace_file(file, text);
    try {
      alerts::read_delivered(file);
      FAIL_CHECK("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.code() == Code::Damaged);
      CHECK_THAT(error.what(), Catch::Contains(file.string()));
      CHECK_THAT(error.hint().text, Catch::Contains("remove it"));
    }
  };
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CAPTURE(at);
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    check_damaged(flipped);
    check_damaged(whole.substr(0, at));
  }
  check_damaged(whole + whole);

  // As it was written before there were checksums.
  const std::string before = whole.substr(0, whole.rfind(",\n")) + "}\n";
  disk::replace_file(file, before.substr(0, before.size() - 1));
  CHECK(alerts::read_delivered(file).has_value());
  disk::replace_file(file, before);
  const auto read_before = alerts::read_delivered(file);
  REQUIRE(read_before);
  CHECK(read_before->seen == delivered.seen);
  write_delivered(file, *read_before);
  CHECK(is_sealed(disk::read_file(file)));
}

TEST_CASE("nothing is read or written except through the archive's own files", "[alerts]") {
  const test::Temporary directory;
  const std::filesystem::path archive = directory.path() / "archive";
  const std::filesystem::path other = directory.path() / "other";
  std::filesystem::create_directories(other / "delivered");
  const std::string content = "query = 'x'\n";
  disk::replace_file(other / "one.toml", content);
  const auto refused = [&](const std::filesystem::path& path, const auto& work) {
    CAPTURE(path);
    try {
      work();
      FAIL_CHECK("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.code() == Code::Damaged);
      CHECK_THAT(error.what(), Catch::StartsWith(path.string()));
      CHECK_FALSE(error.hint().empty());
    }
    CHECK(disk::read_file(other / "one.toml") == content);
    CHECK_FALSE(std::filesystem::exists(other / "two.toml"));
  };
  std::filesystem::create_directories(archive);
  const std::filesystem::path alerts = archive / "alerts";
  std::filesystem::create_directory_symlink(other, alerts);
  refused(alerts, [&] { saved_names(archive); });
  refused(alerts, [&] { read_saved(archive, "one"); });
  refused(alerts, [&] { write_saved(archive, {"two", "y"}); });
  refused(alerts, [&] { forget_saved(archive, "one"); });
  refused(alerts, [&] { delivered_file(archive, "one", "x"); });
  std::filesystem::remove(alerts);
  std::filesystem::create_directories(alerts);
  std::filesystem::create_symlink(other / "one.toml", alerts / "one.toml");
  std::filesystem::create_symlink(other / "two.toml", alerts / "two.toml");
  std::filesystem::create_directory_symlink(other / "delivered", alerts / "delivered");
  REQUIRE(mkfifo((alerts / "pipe.toml").c_str(), 0666) == 0);
  refused(alerts / "one.toml", [&] { read_saved(archive, "one"); });
  refused(alerts / "two.toml", [&] { write_saved(archive, {"two", "y"}); });
  refused(alerts / "pipe.toml", [&] { read_saved(archive, "pipe"); });
  refused(alerts / "delivered", [&] { forget_saved(archive, "one"); });
  refused(alerts / "delivered", [&] { delivered_file(archive, "three", "x"); });
  // The archive itself may be reached through a link.
  std::filesystem::remove_all(alerts);
  std::filesystem::create_directory_symlink(archive, directory.path() / "link");
  write_saved(directory.path() / "link", {"two", "y"});
  CHECK(read_saved(archive, "two").query == "y");
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

TEST_CASE("a message has nothing that would turn the direction of writing, or lead off the web",
          "[alerts]") {
  const alerts::Delivery delivery{
      "/news", "11111111-2222-4333-8444-555555555555", "flood", "fl\xE2\x80\xAEood", utc_now(), {},
      {}};
  // Overrides, embeddings, isolates, and what a terminal obeys.
  for (const std::string sign :
       {"\xE2\x80\xAE", "\xE2\x80\xAD", "\xE2\x80\xAB", "\xE2\x81\xA6", "\x1B[31m", "\xC2\x9B"}) {
    Article article;
    article.id = "i" + sign + "d";
    article.headline = "Flood report " + sign + "gpj.exe";
    article.body = "Body " + sign + "ydob";
    article.source = "The" + sign + " Echo";
    article.place = "Par" + sign + "is";
    article.authors = {"A" + sign + "nn"};
    article.url = "javascript:alert(1)";
    const std::string text = alerts::message(delivery, {article.id, dump(to_json(article))});
    const std::string body = from_base64(text.substr(text.find("\n\n") + 2));
    CAPTURE(sign, body);
    CHECK_THAT(body, Catch::Contains("Flood report \xEF\xBF\xBD"));
    CHECK_FALSE(body.find(sign) != std::string::npos);
    CHECK_FALSE(body.find("javascript") != std::string::npos);
    for (const std::string line : {"Subject: ", "From: "}) {
      const std::size_t at = text.find(line) + line.size();
      const std::string word = text.substr(at, text.find('\n', at) - at);
      const bool is_encoded = word.starts_with("=?UTF-8?B?");
      const std::string shown =
          is_encoded ? from_base64(word.substr(10, word.find("?=", 10) - 10)) : word;
      CAPTURE(line, shown);
      CHECK_FALSE(shown.find(sign) != std::string::npos);
    }
  }
  Article article;
  article.id = "1";
  article.url = "https://example.org/a b";
  const std::string text = alerts::message(delivery, {"1", dump(to_json(article))});
  CHECK_THAT(from_base64(text.substr(text.find("\n\n") + 2)),
             Catch::Contains("https://example.org/a%20b\n"));
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
  // A program that does not read its input blocks nobody.
  const std::string much(1 << 20, 'x');
  options.input = much;
  CHECK(run_child({"true"}, options).exit_code == 0);
  CHECK(run_child({"sh", "-c", "kill -9 $$"}, options).exit_code == 137);
  options.patience = std::chrono::milliseconds(50);
  outcome = run_child({"sh", "-c", "sleep 600 & sleep 600"}, options);
  CHECK(outcome.is_late);
  CHECK_THROWS_AS(run_child({"/nonexistent/program"}, {}), Error);
}

TEST_CASE("work in a process of its own ends with its error, or is given up", "[alerts]") {
  using namespace std::chrono_literals;
  const test::Temporary directory;
  const std::filesystem::path file = directory.path() / "file";
  CHECK(run_apart([&] { disk::replace_file(file, "written"); }, 10s));
  CHECK(disk::read_file(file) == "written");
  try {
    run_apart(
        [] {
          throw Error(Code::Usage, "what and where", {"what to do", Setting::Partial});
        },
        10s);
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code() == Code::Usage);
    CHECK(std::string(error.what()) == "what and where");
    CHECK(error.hint().text == "what to do");
    CHECK(error.hint().setting == Setting::Partial);
  }
  CHECK_THROWS_WITH(run_apart([] { throw std::runtime_error("any other"); }, 10s), "any other");
  CHECK_THROWS_WITH(run_apart([] { throw Error(Code::Usage, std::string(9000, 'x')); }, 10s),
                    std::string(4095, 'x'));
  CHECK_THROWS_WITH(run_apart([] { raise(SIGKILL); }, 10s), "its process ended with exit code 137");
  // Locks, for example, are released when we end, not when it does.
  const int held = open(file.c_str(), O_RDONLY);
  const auto expect_closed = [&] {
    if (fcntl(held, F_GETFD) >= 0) throw std::runtime_error("a file is still open");
  };
  CHECK(run_apart(expect_closed, 10s));
  close(held);
  // A pipe that nobody writes into, and what it started.
  const std::filesystem::path pipe = directory.path() / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0666) == 0);
  CHECK_FALSE(run_apart([&] { disk::read_file(pipe); }, 50ms));
  CHECK_FALSE(run_apart([&] { run_child({"sh", "-c", "sleep 600 & sleep 600"}, {}); }, 50ms));
}

TEST_CASE("files are delivered into, and nothing else that has a name", "[alerts]") {
  const test::Temporary directory;
  const auto at = [&](const std::string& name) { return (directory.path() / name).string(); };
  disk::replace_file(at("file"), "");
  std::filesystem::create_directory(at("directory"));
  REQUIRE(mkfifo(at("pipe").c_str(), 0666) == 0);
  REQUIRE(mkfifo(at("read-pipe").c_str(), 0666) == 0);
  const int reader = open(at("read-pipe").c_str(), O_RDONLY | O_NONBLOCK);
  std::filesystem::create_symlink(at("file"), at("link"));
  std::filesystem::create_symlink(at("nowhere"), at("dangling"));
  std::filesystem::create_symlink(at("pipe"), at("link-to-pipe"));
  Article article;
  article.id = "1";
  article.headline = "Flood";
  const alerts::Delivery delivery{
      "/news", "uuid", "flood", "flood", utc_now(), {{"1", dump(to_json(article))}}, {}};
  for (const char* way : {"jsonl:", "atom:"}) {
    for (const std::string name :
         {"directory", "pipe", "read-pipe", "link", "dangling", "link-to-pipe"}) {
      CAPTURE(way, name);
      const alerts::Target target = alerts::read_target(way + at(name));
      CHECK_THROWS_AS(alerts::check_target(target), Error);
      CHECK_THROWS_WITH(alerts::deliver(target, delivery), Catch::Contains(at(name)));
    }
    CHECK_THROWS_AS(alerts::deliver(alerts::read_target(way + std::string("/dev/full")), delivery),
                    Error);
    for (const std::string name : {"file", "new"}) {
      CAPTURE(way, name);
      const alerts::Target target = alerts::read_target(way + at(name));
      alerts::check_target(target);
      alerts::deliver(target, delivery);
      CHECK_THAT(disk::read_file(at(name)), Catch::Contains("Flood"));
    }
  }
  close(reader);
  CHECK_FALSE(std::filesystem::exists(at("nowhere")));
  // A link that exists when the alert is set means its target.
  CHECK(alerts::settled(alerts::read_target("jsonl:" + at("link"))).where == at("file"));
  CHECK(alerts::text_of(alerts::settled(alerts::read_target("command:cat > link"))) ==
        "command:cat > link");
}

TEST_CASE("spellings are apart by the letters that differ", "[text]") {
  using text::edit_distance;
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("berlin", "berln") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
}

}  // namespace alerts_test
