// SPDX-License-Identifier: GPL-2.0-or-later
// Files that are damaged in the middle: what is whole is read, what may be cut says so, and damage
// is reported once.
#include "indexer/readers/read_source.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace broken_files_test {

using namespace dateline;

namespace {

/// Pieces of a file with damage between them; after the last, the end.
class Broken : public Stream {
 public:
  explicit Broken(std::deque<std::string> pieces, bool ends_broken = false)
      : pieces_(std::move(pieces)), ends_broken_(ends_broken) {}

  std::string_view read() override {
    if (pieces_.empty()) return {};
    if (!is_given_) {
      is_given_ = true;
      return pieces_.front();
    }
    if (pieces_.size() == 1 && !ends_broken_) return {};
    throw DamagedError("it broke");
  }

  bool resume() override {
    pieces_.pop_front();
    is_given_ = false;
    return !pieces_.empty();
  }

 private:
  std::deque<std::string> pieces_;
  bool ends_broken_;
  bool is_given_ = false;
};

struct Seen {
  std::string all;  ///< w: a whole article, c: one that may be cut, r: a reject
  std::vector<std::string> bodies;
  std::vector<std::string> reasons;
};

struct Collector : Receiver {
  explicit Collector(Seen& into) : seen(into) {}
  void begin(const std::string&, const Format&) override {}
  bool take(ReadResult result) override {
    if (auto* const article = std::get_if<RawArticle>(&result)) {
      seen.all += article->is_cut ? "c" : "w";
      seen.bodies.push_back(article->body);
    } else {
      seen.all += "r";
      seen.reasons.push_back(std::get<Reject>(result).reason);
    }
    return true;
  }
  void end(const std::string&, const std::string&) override {}
  void pass_over(const std::string&, const std::string&) override {}
  Seen& seen;
};

Seen read(std::deque<std::string> pieces, bool ends_broken = false) {
  Broken stream(std::move(pieces), ends_broken);
  Seen seen;
  Collector collector(seen);
  read_source(stream, "file", {}, collector);
  return seen;
}

std::string line(int i) {
  return fmt::format("{{\"id\":\"x{0}\",\"title\":\"Dam {0}\",\"text\":\"It burst.\"}}\n", i);
}

std::string text(int i) {
  return fmt::format(" date 2019-04-05 Dam {0}\n\nIt burst {0} times.\n\n", i);
}

std::string item(int i) {
  return fmt::format("<item><title>Dam {}</title><description>It burst.</description></item>\n", i);
}

std::string document(int i) {
  return fmt::format("<DOC>\n<DOCNO>{}</DOCNO>\n<TEXT>It burst.</TEXT>\n</DOC>\n", i);
}

std::string half(const std::string& text) {
  return text.substr(0, text.size() / 2);
}

std::string other_half(const std::string& text) {
  return text.substr(text.size() / 2);
}

}  // namespace

TEST_CASE("a file that breaks off gives all that is whole, and one reject") {
  const std::string rss = "<rss><channel>" + item(1) + item(2) + half(item(3));
  for (const auto& [start, all] : std::vector<std::pair<std::string, std::string>>{
           {line(1) + line(2) + half(line(3)), "wwr"},
           {"[" + line(1) + "," + line(2) + "," + half(line(3)), "wwr"},
           {"id,title,text\na,b,c\nd,e,f\ng,h,i an", "wwcr"},
           {"id,title,text\na,b,c\nd,e,f\ng,h", "wwr"},
           {text(1) + text(2) + half(text(3)), "wwcr"},
           {document(1) + document(2) + half(document(3)), "wwcr"},
           {document(1) + document(2), "wwr"},
           {rss, "wwr"},
           {"\x01"
            "AFP0001 4 I 0321\r\n\x02"
            "Dam\r\n   It burst.\r\n\x03\x04"
            "\x01"
            "AFP0002 4 I 0321\r\n\x02"
            "Dam\r\n   It bu",
            "wcr"},
       }) {
    CAPTURE(start);
    const Seen seen = read({start}, true);
    CHECK(seen.all == all);
    REQUIRE(seen.reasons.size() == 1);
    CHECK(seen.reasons[0].ends_with("it broke"));
  }
}

TEST_CASE("behind damage a file goes on, and what lies in it is told") {
  for (const auto& [pieces, all] : std::vector<std::pair<std::deque<std::string>, std::string>>{
           {{line(1) + half(line(2)), line(3) + line(4)}, "wrww"},
           {{line(1) + half(line(2)), other_half(line(3)) + line(4)}, "wrrw"},
           {{"id,title,text\na,b,c\nd,e", "g,h,i\nj,k,l\n"}, "wrww"},
           {{"id,title,text\na,b,c\nd,e,\"f", "g,h,i\nj,k,l\n"}, "wrww"},
           {{text(1) + half(text(2)), text(3) + text(4)}, "wcrww"},
           {{document(1) + half(document(2)), document(3) + document(4)}, "wcrww"},
           {{"<rss><channel>" + item(1) + half(item(2)), item(3) + item(4) + "</channel></rss>"},
            "wrww"},
       }) {
    CAPTURE(pieces.front());
    const Seen seen = read(pieces);
    CHECK(seen.all == all);
    CHECK(std::count_if(seen.reasons.begin(), seen.reasons.end(), [](const std::string& reason) {
            return reason.ends_with("it broke");
          }) == 1);
  }
}

TEST_CASE("two articles that damage makes one are not taken for one that is whole") {
  const Seen seen = read({"<rss><channel>" + item(1) + "<item><title>Dam 2</title><description>It",
                          "ended well.</description></item>" + item(4) + "</channel></rss>"});
  CHECK(seen.all == "wcrw");
  const Seen text =
      read({" date 2019-04-05 Dam 1\n\nIt bu", "st. And then\n\n date 2019-04-06 Two\n\nB"});
  CHECK(text.all == "crw");
}

TEST_CASE("a file whose first bytes are damaged is one reject") {
  CHECK(read({""}, true).reasons == std::vector<std::string>{"it broke"});
  CHECK(read({"no article"}, true).all == "r");
}

}  // namespace broken_files_test
