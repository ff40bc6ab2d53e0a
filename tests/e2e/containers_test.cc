// SPDX-License-Identifier: GPL-2.0-or-later
// Compressed files and containers, as stock packers make them and as attackers do.
#include "tests/e2e/process.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace containers_test {

using namespace e2e;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Articles as JSON Lines, each with its own word.
std::string lines(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) {
    const std::string n = std::to_string(i);
    text += Json{{"id", n}, {"title", "Headline " + n}, {"text", "unique" + n}}.dump() + "\n";
  }
  return text;
}

/// A directory to pack things in, and an archive.
struct Packed {
  Directory directory;
  std::string archive = directory.path("archive");

  /// Runs a line of shell in the directory.
  void shell(const std::string& line) const {
    const Outcome outcome = run("sh", {"-c", "cd '" + directory.path() + "' && " + line});
    INFO(line << "\n" << outcome.err);
    REQUIRE(outcome.exit_code == 0);
  }
  [[nodiscard]] Outcome add(const std::string& name) const {
    return index({"add", archive, directory.path(name)});
  }
  [[nodiscard]] Json rejects() const {
    Json all = Json::array();
    std::istringstream log(read(archive + "/rejects.jsonl"));
    for (std::string line; std::getline(log, line);) all.push_back(Json::parse(line));
    return all;
  }
  /// Why `member` was rejected, "" if it was not.
  [[nodiscard]] std::string reason(const std::string& member) const {
    for (const Json& reject : rejects()) {
      if (reject.value("member", "") == member) return reject.at("reason");
    }
    return "";
  }
};

}  // namespace

TEST_CASE("compressed files are read, recognised by content, joined ones to their end") {
  for (const std::string packer : {"gzip", "bzip2", "xz", "zstd -q"}) {
    CAPTURE(packer);
    const Packed p;
    p.directory.write("a", lines(1, 3));
    p.directory.write("b", lines(4, 5));
    p.shell(packer + " -c < a > both.txt && " + packer + " -c < b >> both.txt");
    const Outcome added = p.add("both.txt");
    CHECK(summary(added, "added") == "5");
    CHECK(summary(added, "rejected") == "0");
    const Outcome piped = index({"add", p.directory.path("piped"), "-"},
                                {.input = read(p.directory.path("both.txt"))});
    CHECK(summary(piped, "added") == "5");
  }
}

TEST_CASE("members of tar and zip are read like files, and named when they are none") {
  for (const std::string packer :
       {"tar cf - in", "tar czf - in", "tar -c --zstd -f - in", "tar -cJf - in", "tar -cjf - in",
        "tar --format=v7 -cf - in", "tar --format=pax -cf - in", "zip -qr - in"}) {
    CAPTURE(packer);
    const Packed p;
    p.directory.write("in/à.jsonl", lines(1, 2));
    p.directory.write("in/deep/er/b.txt", article("2019-01-02", "Founding", "text"));
    p.directory.write("in/ünknown.md", "# nothing");
    p.directory.write("in/empty", "");
    p.shell("gzip in/à.jsonl && " + packer + " > packed");
    const Outcome added = p.add("packed");
    CHECK(summary(added, "added") == "3");
    CHECK(summary(added, "rejected") == "1");
    CHECK(contains(p.reason("in/ünknown.md"), "in no format"));
    CHECK(contains(added.out, "1 empty"));
    CHECK(contains(added.err, "packed/in/ünknown.md: in no format"));
    const Outcome piped =
        index({"add", p.directory.path("piped"), "-"}, {.input = read(p.directory.path("packed"))});
    CHECK(summary(piped, "added") == "3");
  }
}

TEST_CASE("a line in a member is rejected with member, line and offset") {
  const Packed p;
  p.directory.write("in/a.jsonl", lines(1, 1) + "{broken\n" + lines(2, 2));
  p.shell("tar czf in.tgz in");
  CHECK(contains(p.add("in.tgz").err, "in.tgz/in/a.jsonl:2: not JSON"));
  REQUIRE(p.rejects().size() == 1);
  CHECK(p.rejects()[0].at("file") == p.directory.path("in.tgz"));
  CHECK(p.rejects()[0].at("member") == "in/a.jsonl");
  CHECK(p.rejects()[0].at("line") == 2);
  CHECK(p.rejects()[0].at("offset") == lines(1, 1).size());
}

TEST_CASE("containers are opened three deep, a compressed tar counting once, and no deeper") {
  const Packed p;
  p.directory.write("a.jsonl", lines(1, 1));
  p.shell("gzip a.jsonl && tar czf b.tgz a.jsonl.gz && zip -q c.zip b.tgz && zip -q d.zip c.zip");
  CHECK(summary(p.add("c.zip"), "added") == "1");
  const Outcome deeper = p.add("d.zip");
  CHECK(summary(deeper, "rejected") == "1");
  CHECK(contains(p.reason("c.zip/b.tgz/a.jsonl.gz"), "more than 3 times over"));
}

TEST_CASE("links, devices and names that lead out of a tar do no harm") {
  const Packed p;
  p.directory.write("in/a.jsonl", lines(1, 1));
  p.directory.write("up.jsonl", lines(2, 2));
  p.directory.write("in/abs.jsonl", lines(3, 3));
  p.shell(
      "cd in && ln -s /etc/passwd link && ln a.jsonl zz-hard && mkfifo fifo && "
      "tar -P -cf ../in.tar --transform 's,^abs,/tmp/dateline-abs,' "
      "a.jsonl abs.jsonl link zz-hard fifo ../up.jsonl && rm -r *");
  const Outcome added = p.add("in.tar");
  CHECK(summary(added, "added") == "3");
  CHECK(summary(added, "rejected") == "0");
  CHECK(contains(added.out, "3   1 hard link, 1 special file, 1 symbolic link\n"));
  CHECK_FALSE(fs::exists("/tmp/dateline-abs.jsonl"));
  CHECK(fs::is_empty(p.directory.path("in")));
}

TEST_CASE("of what breaks off, the articles before the damage stay") {
  for (const std::string packer : {"gzip", "bzip2", "xz", "zstd -q"}) {
    CAPTURE(packer);
    const Packed p;
    p.directory.write("a", lines(1, 40000));
    p.shell(packer + " -c < a > whole && head -c $(($(stat -c %s whole) * 9 / 10)) whole > cut");
    const Outcome added = p.add("cut");
    CHECK(summary(added, "rejected") == "1");
    CHECK(summary(added, "added") != "0");
    CHECK(search({p.archive, "unique1"}).exit_code == 0);
    CHECK(search({p.archive, "unique40000"}).exit_code == 1);
  }
  const Packed p;
  p.directory.write("a.jsonl", lines(1, 2));
  p.directory.write("b.jsonl", lines(3, 500));
  p.shell("tar cf whole a.jsonl b.jsonl && head -c 10000 whole > cut.tar");
  CHECK(summary(p.add("cut.tar"), "rejected") == "1");
  CHECK(contains(p.reason("b.jsonl"), "cut off"));
  CHECK(search({p.archive, "unique2 OR unique9", "--format", "jsonl"}).exit_code == 0);
  p.shell("zip -q whole.zip a.jsonl b.jsonl && head -c 400 whole.zip > cut.zip");
  const Outcome cut = p.add("cut.zip");
  CHECK(contains(cut.err, "cut.zip/b.jsonl"));
  CHECK(contains(cut.err, "damaged or cut off"));
}

TEST_CASE("damage in a file of many members costs the member that it is in") {
  for (const std::string packer : {"gzip", "bzip2", "xz", "zstd -q"}) {
    CAPTURE(packer);
    const Packed p;
    for (int i = 1; i <= 5; ++i)
      p.directory.write("in" + std::to_string(i), lines(i * 10, i * 10 + 9));
    p.shell("for i in 1 2 3 4 5; do " + packer + " -c < in$i > part$i; done");
    std::string third = read(p.directory.path("part3"));
    char& byte = third[third.size() / 2];
    byte = static_cast<char>(byte ^ 0x55);
    p.directory.write("part3", third);
    p.shell(
        "cat part1 part2 part3 part4 part5 > whole && "
        "head -c $(($(stat -c %s whole) - 9)) whole > cut");
    const Outcome added = p.add("whole");
    CAPTURE(added.out, added.err);
    CHECK(added.exit_code == 1);
    CHECK(contains(added.err, "damaged"));
    for (const std::string unique : {"unique10", "unique29", "unique40", "unique59"}) {
      CHECK(search({p.archive, unique}).exit_code == 0);
    }
    const Packed q;
    q.directory.write("cut", read(p.directory.path("cut")));
    CHECK(q.add("cut").exit_code == 1);
    CHECK(search({q.archive, "unique49"}).exit_code == 0);
  }
}

TEST_CASE("damage in a member of zip or tar costs that member") {
  const Packed p;
  for (int i = 1; i <= 5; ++i) p.directory.write("a" + std::to_string(i) + ".jsonl", lines(i, i));
  p.shell("zip -q a.zip a?.jsonl && tar cf a.tar a?.jsonl");
  std::string zip = read(p.directory.path("a.zip"));
  const std::size_t content = zip.find("a3.jsonl") + 60;
  zip[content] = static_cast<char>(zip[content] ^ 0x55);
  p.directory.write("a.zip", zip);
  const Outcome zipped = p.add("a.zip");
  CAPTURE(zipped.out, zipped.err);
  CHECK(summary(zipped, "added") == "4");
  CHECK(summary(zipped, "rejected") == "1");
  CHECK(contains(zipped.err, "a.zip/a3.jsonl: damaged"));
  const Packed q;
  std::string tar = read(p.directory.path("a.tar"));
  tar[tar.find("a3.jsonl") + 3] = 'X';
  q.directory.write("a.tar", tar);
  const Outcome taken = q.add("a.tar");
  CHECK(summary(taken, "added") == "4");
  CHECK(contains(taken.err, "a.tar: damaged: a member's header"));
}

TEST_CASE("an article that a file breaks off in says so") {
  const Packed p;
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += article("2019-01-02", "Dam " + std::to_string(i), "It burst " + std::to_string(i * i));
  }
  p.directory.write("a", text);
  p.shell("gzip -c < a > whole && head -c $(($(stat -c %s whole) / 2)) whole > cut");
  const Outcome added = p.add("cut");
  CHECK(summary(added, "rejected") == "1");
  CHECK(summary(added, "flagged") == "1");
  CHECK(contains(added.err, "the gzip data end too early"));
  CHECK(search({p.archive, "flag:truncated"}).exit_code == 0);
}

TEST_CASE("a wrong checksum is reported") {
  const Packed p;
  p.directory.write("a.jsonl", lines(1, 1));
  p.shell("gzip -k a.jsonl && zip -q a.zip a.jsonl && xz -k a.jsonl");
  const auto damage = [&](const std::string& name, std::size_t from_end) {
    std::string bytes = read(p.directory.path(name));
    char& byte = bytes[bytes.size() - from_end];
    byte = static_cast<char>(byte ^ 1);
    p.directory.write(name, bytes);
    return p.add(name);
  };
  CHECK(contains(damage("a.jsonl.gz", 8).err, "damaged: incorrect data check"));
  CHECK(summary(damage("a.jsonl.xz", 30), "rejected") == "1");
  std::string zip = read(p.directory.path("a.zip"));
  zip[14] = static_cast<char>(zip[14] ^ 1);  // CRC in the local header
  p.directory.write("a.zip", zip);
  CHECK(contains(p.add("a.zip").err, "bad CRC"));
}

TEST_CASE("what cannot be unpacked is told apart") {
  const Packed p;
  p.directory.write("a.jsonl", lines(1, 1));
  p.directory.write("b.jsonl", lines(2, 2));
  p.shell("zip -qP secret e.zip a.jsonl && zip -q e.zip b.jsonl");
  const Outcome encrypted = p.add("e.zip");
  CHECK(contains(p.reason("a.jsonl"), "encrypted"));
  CHECK(summary(encrypted, "added") == "1");
  p.directory.write("a.7z", std::string("7z\xBC\xAF\x27\x1C") + std::string(100, 'x'));
  CHECK(contains(p.add("a.7z").err, "packed as 7z, which is not opened"));
  p.directory.write("a.rar", std::string("Rar!\x1A\x07\x01") + std::string(100, 'x'));
  CHECK(contains(p.add("a.rar").err, "packed as RAR"));
  p.shell(": | xz > empty.xz && : | gzip > empty.gz");
  CHECK(contains(p.add("empty.xz").out, "1 empty"));
  CHECK(contains(p.add("empty.gz").out, "1 empty"));
}

TEST_CASE("bombs are refused at once, and repetition is when nobody insists") {
  // Processor time; generous, as unpacking any of them completely would take far longer.
  constexpr double kAtOnce = 10;
  const Packed p;
  p.shell("(printf '{'; head -c 300M /dev/zero) > zeros");
  for (const std::string packer : {"gzip -1", "xz -0", "zstd -q", "zip -q - -", "bzip2 -1"}) {
    CAPTURE(packer);
    p.shell(packer + (packer[1] == 'i' ? " < zeros > bomb" : " -c < zeros > bomb"));
    const Outcome added = p.add("bomb");
    CHECK(added.processor_seconds < kAtOnce);
    // Some packers pack the zeros less than 200 times: then it is a file without an article.
    CHECK(contains(added.err, "the rest of the file is not read"));
    CHECK(summary(added, "added") == "0");
  }
  p.shell(
      "head -c 50M zeros > 0 && zip -q a.zip 0 && for l in b c d e; do prev=$(ls ?.zip | tail -1); "
      "for i in 1 2 3 4 5 6 7 8; do cp $prev $i$prev; done; zip -q $l.zip [1-8]$prev; "
      "rm [1-8]$prev; done");
  const Outcome nested = p.add("e.zip");
  CHECK(nested.processor_seconds < kAtOnce);
  CHECK(contains(nested.err, "more than 3 times over"));
  CHECK(summary(nested, "added") == "0");

  p.shell("truncate -s 100G hole && tar --sparse -cf hole.tar hole && rm hole");
  const Outcome hole = p.add("hole.tar");
  CHECK(hole.processor_seconds < kAtOnce);
  CHECK(contains(hole.out, "1 empty"));  // a file of nothing but a hole

  // So does the same article four hundred thousand times, for anyone who really has that.
  p.directory.write("one.jsonl", lines(7, 7));
  p.shell(
      "for i in $(seq 1 1000); do cat one.jsonl; done > k && "
      "for i in $(seq 1 400); do cat k; done | xz -0 > same.xz");
  CHECK(contains(p.add("same.xz").err, "unless more expansion is allowed"));
  const Outcome allowed =
      index({"add", p.archive, p.directory.path("same.xz"), "--max-expansion", "100000"});
  CHECK(summary(allowed, "read") == "400,000");
  CHECK(summary(allowed, "rejected") == "0");
}

TEST_CASE(
    "of many members in no format some are told, all are logged, and at some point it is enough") {
  const Packed p;
  p.shell("mkdir in && cd in && seq 1 300 | xargs -I{} sh -c 'echo {} > {}.md'");
  p.directory.write("in/z.jsonl", lines(1, 1));
  p.shell("tar czf in.tgz --sort=name in");
  const Outcome added = p.add("in.tgz");
  CHECK(p.rejects().size() == 300);
  CHECK(contains(added.err, "300 in all: in no format"));
  CHECK(std::count(added.err.begin(), added.err.end(), '\n') < 10);
  CHECK(summary(added, "added") == "1");

  // The same member header again and again.
  p.shell(
      ": > x && tar cf x.tar x && head -c 512 x.tar > header && "
      "(for i in $(seq 1 200); do cat header; done) > many && "
      "(for i in $(seq 1 1000); do cat many; done) | gzip > many.tar.gz");
  const Outcome many = p.add("many.tar.gz");
  CHECK(contains(many.err, "over 50,000 members without an article"));
  CHECK(p.rejects().size() < 60'000);
}

}  // namespace containers_test
