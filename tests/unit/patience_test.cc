// SPDX-License-Identifier: GPL-2.0-or-later
// Endless files without an article: how far they are read, and what is reported.
#include "indexer/readers/read_source.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

namespace patience_test {

using namespace dateline;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20U;

/// Texts, each repeated up to a size.
class Repeated : public Stream {
 public:
  explicit Repeated(std::vector<std::pair<std::string, std::size_t>> parts)
      : parts_(std::move(parts)) {}

  std::string_view read() override {
    while (at_ < parts_.size()) {
      const auto& [text, size] = parts_[at_];
      if (given_ == 0) {
        block_ = text;
        while (size > text.size() && block_.size() < kMiB) block_ += text;
      }
      if (given_ == size) {
        ++at_;
        given_ = 0;
        continue;
      }
      const std::string_view piece = std::string_view(block_).substr(0, size - given_);
      given_ += piece.size();
      return piece;
    }
    return {};
  }

 private:
  std::vector<std::pair<std::string, std::size_t>> parts_;
  std::string block_;
  std::size_t at_ = 0;
  std::size_t given_ = 0;
};

struct Seen {
  std::vector<std::string> headlines;
  std::string last;  ///< reject
  std::uint64_t bytes = 0;
};

struct Collector : Receiver {
  explicit Collector(Seen& into) : seen(into) {}
  void begin(const std::string& /*member*/, const Format& /*format*/) override {}
  bool take(ReadResult result) override {
    if (const auto* const reject = std::get_if<Reject>(&result)) {
      seen.last = reject->reason;
    } else {
      seen.headlines.push_back(std::get<RawArticle>(result).headline);
    }
    return true;
  }
  void end(const std::string& /*member*/, const std::string& /*note*/) override {}
  void pass_over(const std::string& /*member*/, const std::string& /*kind*/) override {}
  Seen& seen;
};

Seen read(std::vector<std::pair<std::string, std::size_t>> parts) {
  for (auto& [text, size] : parts) size = size == 0 ? text.size() : size;
  Repeated stream(std::move(parts));
  Seen seen;
  Collector collector(seen);
  seen.bytes = read_source(stream, "file", {}, collector);
  return seen;
}

const std::string kWords = "the harbour was closed again and nobody knew why; ";

}  // namespace

TEST_CASE("a file without anything readable for long is given up, and that is reported",
          "[hostile]") {
  const std::string xml = "<?xml version=\"1.0\"?>\n<rss><channel>";
  for (const auto& [head, unit] : std::vector<std::pair<std::string, std::string>>{
           {"<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>", kWords},
           {"<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>", "<"},
           {"\x01"
            "AFP0123 4 I 0321\r\n\x02",
            kWords},
           {" date 2019-12-13 head", kWords},
           {" date 2019-12-13 head\n\n", kWords + "\n"},
           {"{\"title\":\"a\"}\n{\"title\":\"", kWords},
           {"{\"title\":\"a\"}\n", "\n"},
           {"[{\"title\":\"a\"},\n{\"title\":\"", kWords},
           {"[{\"title\":\"a\"},\n{\"title\":", "["},
           {"title,text\na,b\nc,", kWords},
           {"title,text\na,b\nc,\"", kWords},
           {"title,text\na,b\nc,\"", "\"a"},
           {xml + "<item><title>", kWords},
           {xml + "<item>", "<p>a</p>"},
           {xml + "<item a=\"", kWords},
           {xml + "<item></b>", kWords},
           {xml + "<description>", kWords},
           {"WARC/1.0\r\nContent-Length: 4000000000000000000\r\n\r\n", kWords},
           {"WARC/1.0\r\nContent-Length: -5\r\n\r\n", kWords}}) {
    INFO(head << unit);
    const Seen seen = read({{head, 0}, {unit, 1024 * kMiB}});
    CHECK(seen.last.find("the rest of the file is not read") != std::string::npos);
    CHECK(seen.bytes < kMaxBytesWithoutArticle + 36 * kMiB);
    CHECK(seen.headlines.size() <= 1);
  }
}

TEST_CASE("a hundred megabytes of damage cost no article after them") {
  const auto damage = std::pair(std::string(1, '\0'), 100 * kMiB);
  const std::string doc = "\n<DOC>\n<DOCNO>1</DOCNO><HEAD>Two</HEAD><TEXT>x</TEXT></DOC>\n";
  CHECK(read({{"<DOC>\n<DOCNO>1</DOCNO>\n", 0}, damage, {doc, 0}}).headlines ==
        std::vector<std::string>{"Two"});
  const std::string line = "{\"title\":\"One\"}\n";
  CHECK(read({{line + "{", 0}, damage, {"\n" + line, 0}}).headlines.size() == 2);
  CHECK(read({{"title,text\na,b\nc,", 0}, damage, {"\nd,e\n", 0}}).headlines.size() == 2);
}

TEST_CASE("what is long but intact around articles is skipped, however long") {
  const Seen warc =
      read({{"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: video/mp4\r\n"
             "Content-Length: 524288000\r\n\r\n",
             0},
            {kWords, 500 * kMiB},
            {"\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
             "Content-Length: 77\r\n\r\n<html><body><article><h1>Found</h1><p>Behind a film.",
             0}});
  CHECK(warc.last.find("a record cut off") == 0);
  const Seen rss = read({{"<rss><channel>", 0},
                         {"<x>of no use</x>\n", 17 * 20 * kMiB},
                         {"<item><title>Found</title></item></channel></rss>", 0}});
  CHECK(rss.headlines == std::vector<std::string>{"Found"});
}

}  // namespace patience_test
