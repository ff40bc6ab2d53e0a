// SPDX-License-Identifier: GPL-2.0-or-later
// Hostile pages and web archives: each is read or refused quickly, and within 100 MB.
#include "indexer/readers/html/page.h"
#include "indexer/readers/web/formats.h"
#include "tests/unit/reading.h"
#include "tests/unit/temporary.h"

#include <fstream>
#include <string>

#include <brotli/encode.h>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <zlib.h>

namespace hostile_pages_test {

using namespace dateline;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// An article that can be found, around `middle`.
std::string page_with(const std::string& middle) {
  return "<html><head><title>Ferry stuck</title><meta property='og:type' content='article'></head>"
         "<body><h1>Ferry stuck</h1><p>The ferry has been stuck on a sandbank since Tuesday "
         "morning, and the tide is too low to move it.</p>" +
         middle + "</body></html>";
}

#ifndef DATELINE_SANITIZED
/// The most memory this process has held since `forget_peak`.
std::size_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  }
  return 0;
}

void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}
#endif

/// Runs `work` and checks what it took; sanitizers are slower and larger by an order of magnitude.
template <typename Work>
auto within_bounds(const Work& work) {
#ifdef DATELINE_SANITIZED
  return work();
#else
  forget_peak();
  const std::size_t before = peak_bytes();
  const double start = test::processor_seconds();
  auto result = work();
  CHECK(test::processor_seconds() - start < test::kAtOnce);
  CHECK(peak_bytes() - before < std::size_t{100} << 20U);
  return result;
#endif
}

ReadResult read(const std::string& page) {
  return within_bounds([&] { return html::read_page(page, {{"file", 0, 0}, "", ""}).front(); });
}

std::string body_of(const ReadResult& result) {
  const auto* const article = std::get_if<RawArticle>(&result);
  return article == nullptr ? "" : article->body;
}

std::string reason_of(const ReadResult& result) {
  const auto* const reject = std::get_if<Reject>(&result);
  return reject == nullptr ? "" : reject->reason;
}

struct Archive {
  std::vector<RawArticle> articles;
  std::vector<Reject> rejects;
  std::string note;
};

Archive read_warc(const std::string& content) {
  const test::Temporary directory;
  const auto path = directory.path() / "file.warc";
  std::ofstream(path, std::ios::binary) << content;
  return within_bounds([&] {
    Input input(path);
    const auto reader = open_warc(input, {"file.warc", {}});
    Archive archive;
    while (auto result = reader->next()) {
      if (auto* article = std::get_if<RawArticle>(&*result)) {
        archive.articles.push_back(std::move(*article));
      } else {
        archive.rejects.push_back(std::get<Reject>(*result));
      }
    }
    archive.note = reader->closing_note();
    return archive;
  });
}

std::string record(std::string_view type, const std::string& block, std::string_view length = "") {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: https://a.example/1\r\n"
      "WARC-Date: 2021-01-01T00:00:00Z\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      type, length.empty() ? std::to_string(block.size()) : std::string(length), block);
}

std::string response(const std::string& page, std::string_view fields = "") {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}\r\n{}", fields, page);
}

std::string gzip(const std::string& text) {
  std::string packed(compressBound(static_cast<uLong>(text.size())) + 64, '\0');
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string source = text;
  stream.next_in = reinterpret_cast<Bytef*>(source.data());
  stream.avail_in = static_cast<uInt>(source.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string brotli(const std::string& text) {
  constexpr int kQuality = 5;
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string packed(size, '\0');
  BrotliEncoderCompress(kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                        reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                        reinterpret_cast<std::uint8_t*>(packed.data()));
  packed.resize(size);
  return packed;
}

}  // namespace

TEST_CASE("100,000 elements within each other are flattened", "[hostile][html]") {
  for (const char* tag : {"<div>", "<b>", "<span class=a>", "<ul><li>", "<table><tr><td>",
                          "<a href=x>", "<rt>", "<x-y>", "<font size=1>", "<blockquote><p>"}) {
    INFO(tag);
    const ReadResult result = read(page_with(repeated(tag, 100000)));
    CHECK(body_of(result).starts_with("The ferry has been stuck"));
  }
}

TEST_CASE("a million tags are refused or read", "[hostile][html]") {
  for (const char* tag : {"<p>", "<br>", "<i></i>", "<p>x</p>", "<li>", "</p>", "</div>"}) {
    INFO(tag);
    const ReadResult result = read(page_with(repeated(tag, 1000000)));
    const bool is_read = body_of(result).starts_with("The ferry has been stuck");
    CHECK((is_read || reason_of(result) == "a page with more elements than any article has"));
  }
}

TEST_CASE("formatting that is reopened in each paragraph does not multiply", "[hostile][html]") {
  std::string middle;
  for (int i = 0; i < 50000; ++i) middle += fmt::format("<p><b id={}>x", i);
  CHECK(reason_of(read(page_with(middle))) == "a page with more elements than any article has");
}

TEST_CASE("an attribute of megabytes is dropped, a longer page refused", "[hostile][html]") {
  const std::string value(std::size_t{7} << 20U, 'x');
  CHECK(body_of(read(page_with("<div title=\"" + value + "\">Help is on the way.</div>")))
            .starts_with("The ferry"));
  const std::string longer(std::size_t{10} << 20U, 'x');
  CHECK(reason_of(read(page_with("<div title=\"" + longer + "\">"))) == "a page of over 8 MiB");
}

TEST_CASE("100,000 attributes of one tag", "[hostile][html]") {
  std::string tag = "<div";
  for (int i = 0; i < 100000; ++i) tag += fmt::format(" a{}=1", i);
  CHECK(body_of(read(page_with(tag + ">Help is on the way."))).starts_with("The ferry"));
}

TEST_CASE("what is never closed swallows the rest, and nothing before", "[hostile][html]") {
  const std::string filler(std::size_t{4} << 20U, 'x');
  for (const char* opening : {"<!--", "<script>", "<style>", "<svg>", "<noscript>", "<a href=\""}) {
    INFO(opening);
    CHECK(body_of(read(page_with(opening + filler))).starts_with("The ferry"));
  }
  CHECK(body_of(read(page_with(repeated("<noscript>", 300000)))).starts_with("The ferry"));
  CHECK(body_of(read(page_with(repeated("<!--", 1000000)))).starts_with("The ferry"));
  CHECK(body_of(read(page_with(repeated("<script", 1000000)))).starts_with("The ferry"));
}

TEST_CASE("a flood of entities", "[hostile][html]") {
  for (const char* entity : {"&amp;", "&#x1F600;", "&", "&notit;", "&#99999999999;", "&#0;"}) {
    INFO(entity);
    const ReadResult result = read(page_with("<p>" + repeated(entity, 500000)));
    CHECK(body_of(result).starts_with("The ferry"));
  }
}

TEST_CASE("JSON-LD that is broken or bottomless says nothing", "[hostile][html]") {
  const auto with = [](const std::string& json) {
    return page_with("<script type=\"application/ld+json\">" + json + "</script>");
  };
  for (const std::string& json :
       {repeated("[", 100000), repeated("{\"a\":", 100000), std::string("{"), std::string("\"]\\"),
        std::string("{\"@type\":\"Article\",\"headline\":{\"name\":{\"name\":{\"name\":1}}}}"),
        std::string("{\"@type\":\"NewsArticle\",\"@id\":\"x\",\"author\":{\"@id\":\"x\"}}")}) {
    CHECK(body_of(read(with(json))).starts_with("The ferry"));
  }
}

TEST_CASE("bytes that are no text", "[hostile][html]") {
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 1000000; ++i) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>(state >> 24U);
  }
  CHECK_NOTHROW(read(noise));
  CHECK_NOTHROW(read("<html>" + noise));
  CHECK_NOTHROW(read(std::string(1000000, '\0')));
}

TEST_CASE("a WARC header without end is refused, and the next record read", "[hostile][warc]") {
  const Archive archive = read_warc("WARC/1.0\r\nX: " + std::string(std::size_t{1} << 20U, 'x') +
                                    "\r\n" + record("response", response(page_with(""))));
  REQUIRE(archive.rejects.size() == 1);
  CHECK(archive.rejects[0].reason == "a record header of over 64 KiB");
  CHECK(archive.articles.size() == 1);
}

TEST_CASE("a WARC record that lies about petabytes costs itself alone", "[hostile][warc]") {
  const std::string good = record("response", response(page_with("")));
  const Archive archive =
      read_warc(record("response", response("x"), "4000000000000000000") + good);
  REQUIRE(archive.rejects.size() == 1);
  CHECK(archive.rejects[0].origin.offset == 0);
  CHECK(archive.articles.size() == 1);
}

TEST_CASE("a page that is a bomb is refused", "[hostile][warc]") {
  const std::string spaces(std::size_t{200} << 20U, ' ');
  for (const auto& [coding, bomb] : {std::pair{"gzip", gzip(spaces)}, {"br", brotli(spaces)}}) {
    INFO(coding);
    const Archive archive = read_warc(
        record("response", response(bomb, fmt::format("Content-Encoding: {}\r\n", coding))));
    REQUIRE(archive.rejects.size() == 1);
    CHECK(archive.rejects[0].reason == "a page that cannot be decompressed");
  }
}

TEST_CASE("of a page that a crawler cut, what can be unpacked is read", "[warc]") {
  std::string tail;
  for (int i = 0; i < 20000; ++i) tail += fmt::format("<p>Wave {} came in.</p>", i * i);
  const std::string page = page_with(tail);
  for (const auto& [coding, whole] : {std::pair{"gzip", gzip(page)}, {"br", brotli(page)}}) {
    INFO(coding);
    const Archive archive =
        read_warc(record("response", response(whole.substr(0, whole.size() / 2),
                                              fmt::format("Content-Encoding: {}\r\n", coding))));
    REQUIRE(archive.articles.size() == 1);
    CHECK(archive.articles[0].body.starts_with("The ferry has been stuck"));
  }
}

TEST_CASE("chunks that lie end the page", "[hostile][warc]") {
  for (const char* size : {"FFFFFFFFFFFFFFFF", "7fffffffffffffff", "0", "-1", "zz"}) {
    INFO(size);
    const std::string body = fmt::format("{}\r\n{}\r\n", size, page_with(""));
    CHECK_NOTHROW(read_warc(record("response", response(body, "Transfer-Encoding: chunked\r\n"))));
  }
}

TEST_CASE("what a WARC holds besides pages is counted", "[warc]") {
  const Archive archive =
      read_warc(record("warcinfo", "a: b\r\n") + record("request", "GET / HTTP/1.1\r\n\r\n") +
                record("revisit", "") + record("request", "GET /2 HTTP/1.1\r\n\r\n") +
                record("response", "HTTP/1.1 404 Not Found\r\n\r\n") +
                record("response", response(page_with(""))));
  CHECK(archive.articles.size() == 1);
  CHECK(archive.rejects.empty());
  CHECK(archive.note ==
        "skipped 2 request records, 1 responses other than 200, 1 revisit records, 1 warcinfo "
        "records");
}

TEST_CASE("a Content-Length that is a little off costs no page", "[warc]") {
  const std::string page = response(page_with(""));
  const auto with = [&](int off) {
    return record("response", page, std::to_string(static_cast<int>(page.size()) + off));
  };
  const std::string good = record("response", page);
  for (const int off : {-100, -40, -5, -1, 1, 2, 4, 5, 17, 60}) {
    CAPTURE(off);
    const Archive archive = read_warc(good + with(off) + good);
    CHECK(archive.articles.size() == 3);
    CHECK(archive.rejects.empty());
  }
  CHECK(read_warc(good + with(-5)).articles.size() == 2);
  CHECK(read_warc(with(-5) + good).note.find("1 record of another length") != std::string::npos);
  CHECK(read_warc(good).note.empty());
  // The end of a record is lost.
  CHECK(read_warc(good + with(0).substr(0, with(0).size() - 60)).rejects.size() == 1);
}

TEST_CASE("web archives before WARC 1.0 are read, and may be mixed with others", "[warc]") {
  std::string old = record("response", response(page_with("")));
  const std::string now = old;
  for (const std::string version : {"0.17", "0.18", "1.1"}) {
    old.replace(0, old.find('\r'), "WARC/" + version);
    CHECK(read_warc(old + now + old).articles.size() == 3);
  }
}

}  // namespace hostile_pages_test
