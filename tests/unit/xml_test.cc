// SPDX-License-Identifier: GPL-2.0-or-later
// XML that is hostile, damaged, or not what it claims; valid XML is in tests/data.
#include "indexer/readers/formats.h"
#include "tests/unit/reading.h"
#include "tests/unit/temporary.h"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace xml_test {

using namespace dateline;

namespace {

struct Reading {
  std::vector<RawArticle> articles;
  std::vector<Reject> rejects;
  std::string format;
};

Reading read_file(const std::filesystem::path& path) {
  Input input(path);
  Reading reading;
  const Format* const format = recognise(input);
  if (format == nullptr) return reading;
  reading.format = format->name;
  const auto reader = format->open(input, {"file", {}});
  while (auto result = reader->next()) {
    if (auto* const article = std::get_if<RawArticle>(&*result)) {
      reading.articles.push_back(std::move(*article));
    } else {
      reading.rejects.push_back(std::get<Reject>(*result));
    }
  }
  return reading;
}

Reading read(std::string_view content) {
  const test::Temporary directory;
  std::ofstream(directory.path() / "file", std::ios::binary) << content;
  return read_file(directory.path() / "file");
}

/// A line of /proc/self/status, in KiB.
std::size_t memory_kib(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::strtoul(line.c_str() + name.size() + 1, nullptr, 10);
  }
  FAIL("no " << name);
  return 0;
}

#ifdef DATELINE_SANITIZED
constexpr bool kIsMeasured = false;  // sanitizers take time and memory of their own
#else
constexpr bool kIsMeasured = true;
#endif

/// Reads a file that `write` creates, quickly and within 100 MB.
Reading read_hostile(const std::function<void(std::ostream&)>& write) {
  const test::Temporary directory;
  {
    std::ofstream file(directory.path() / "file", std::ios::binary);
    write(file);
  }
  std::ofstream("/proc/self/clear_refs") << 5;  // forget the peak
  const std::size_t before = memory_kib("VmRSS:");
  const double start = test::processor_seconds();
  Reading reading = read_file(directory.path() / "file");
  const double spent = test::processor_seconds() - start;
  if (kIsMeasured) {
    CHECK(spent < test::kAtOnce);
    CHECK(memory_kib("VmHWM:") < before + 100'000);
  }
  return reading;
}

std::string nitf(std::string_view body) {
  return fmt::format(
      "<nitf><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><p>{}</p>"
      "</body.content></body></nitf>",
      body);
}

std::string item(std::string_view title) {
  return fmt::format("<item><title>{}</title></item>\n", title);
}

constexpr std::string_view kFeed = "<rss><channel><title>Feed</title>\n";
constexpr std::string_view kFeedEnd = "</channel></rss>\n";

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("XML is recognised by its root, whatever precedes it", "[xml]") {
  CHECK(read("\n<?xml version='1.0'?>\n<?style x?><!-- <rss> -->\n<!DOCTYPE nitf [\n<!ENTITY a "
             "\"b\">\n]>\n<nitf/>")
            .format == "nitf");
  CHECK(read("<n:newsItem xmlns:n='http://iptc.org/std/nar/2006-10-01/'/>").format == "newsml-g2");
  CHECK(read("<NewsML Version='1.0'></NewsML>").format == "newsml1");
  CHECK(read("<newsitem itemid='1'></newsitem>").format == "rcv1");
  CHECK(read("<rss></rss>").format == "rss");
  CHECK(read("<feed xmlns='http://www.w3.org/2005/Atom'/>").format == "atom");
  CHECK(read("<feed><entry/></feed>").format.empty());
  CHECK(read("<rdf:RDF xmlns:rdf='urn:x'></rdf:RDF>").format.empty());
  CHECK(read("<html><nitf/></html>").format == "html");
  CHECK(read("<!-- <nitf> ").format.empty());
}

TEST_CASE("a document without articles is reported", "[xml]") {
  const Reading reading = read("<rss><channel><title>Empty</title></channel></rss>");
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason == "a document without articles");
}

TEST_CASE("billion laughs are not heard", "[xml]") {
  const Reading reading = read_hostile([](std::ostream& out) {
    out << "<!DOCTYPE nitf [<!ENTITY lol \"lol\">";
    for (int i = 1; i < 10; ++i) {
      out << "<!ENTITY lol" << i << " \"";
      for (int j = 0; j < 10; ++j) out << "&lol" << (i == 1 ? "" : std::to_string(i - 1)) << ";";
      out << "\">";
    }
    out << "]>" << nitf("&lol9;");
  });
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "the entity 'lol9', which the file itself defines"));
}

TEST_CASE("a large entity that is referred to often is not expanded", "[xml]") {
  const Reading reading = read_hostile([](std::ostream& out) {
    out << "<!DOCTYPE nitf [<!ENTITY a \"" << std::string(10'000, 'a') << "\">]>";
    std::string body;
    for (int i = 0; i < 100'000; ++i) body += "&a;";
    out << nitf(body);
  });
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "the entity 'a'"));
}

TEST_CASE("an entity in an attribute is not expanded either", "[xml]") {
  const Reading reading = read(
      "<!DOCTYPE rss [<!ENTITY a \"aaa\"><!ENTITY b \"&a;&a;\">]><rss><channel><item><guid "
      "isPermaLink=\"&b;\">x</guid></item></channel></rss>");
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "the entity 'b'"));
}

TEST_CASE("external entities are not fetched", "[xml]") {
  const test::Temporary directory;
  std::ofstream(directory.path() / "secret") << "SECRET";
  const std::string address = "file://" + (directory.path() / "secret").string();
  const Reading reading =
      read("<!DOCTYPE nitf [<!ENTITY x SYSTEM \"" + address + "\">]>" + nitf("before &x; after"));
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "the entity 'x'"));
}

TEST_CASE("parameter entities and external subsets are skipped", "[xml]") {
  const test::Temporary directory;
  std::ofstream(directory.path() / "dtd") << "<!ENTITY x \"SECRET\">";
  const std::string address = "file://" + (directory.path() / "dtd").string();
  const std::string head =
      "<!DOCTYPE nitf SYSTEM \"" + address + "\" [<!ENTITY % p SYSTEM \"" + address + "\"> %p;]>";
  CHECK(read(head + nitf("Plain.")).articles.at(0).body == "Plain.");
  const Reading reading = read(head + nitf("&x;"));
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "the entity 'x'"));
}

TEST_CASE("attributes that a DOCTYPE declares by the hundred are refused", "[xml]") {
  const Reading reading = read_hostile([](std::ostream& out) {
    out << "<!DOCTYPE nitf [<!ATTLIST p";
    for (int i = 0; i < 500; ++i) out << " a" << i << " CDATA \"x\"";
    out << ">]>" << nitf("x");
  });
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "declares more attributes"));
}

TEST_CASE("a tag with a million attributes is refused, and what follows is read", "[xml]") {
  const Reading reading = read_hostile([](std::ostream& out) {
    out << kFeed << item("One") << "<item><title";
    for (int i = 0; i < 1'000'000; ++i) out << " a" << i << "=''";
    out << ">Two</title></item>" << item("Three") << kFeedEnd;
  });
  REQUIRE(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason ==
        "a tag with over 1000 attributes; the article that begins on line 3 is lost");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[1].headline == "Three");
}

TEST_CASE("a tag of a thousand attributes within a few kilobytes is refused too", "[xml]") {
  std::string tag = "<p";
  for (int i = 0; i <= 1000; ++i) tag += " a" + std::to_string(i) + "=''";
  CHECK(has(read(nitf(tag + "/>")).rejects.at(0).reason, "over 1000 attributes"));
}

TEST_CASE("a comment without an end is refused", "[xml]") {
  const Reading reading =
      read_hostile([](std::ostream& out) { out << "<nitf><!-- " << std::string(20'000'000, 'x'); });
  REQUIRE(reading.rejects.size() == 1);
  CHECK(has(reading.rejects[0].reason, "comment or DOCTYPE of over 1 MiB"));
}

TEST_CASE("elements nested to any depth are refused, not followed", "[xml]") {
  for (const std::string before : {"<nitf>", "<rss><channel><item>"}) {
    const Reading reading = read_hostile([&](std::ostream& out) {
      out << before;
      for (int i = 0; i < 1'000'000; ++i) out << "<p>";
    });
    REQUIRE_FALSE(reading.rejects.empty());
    CHECK(has(reading.rejects[0].reason, "nested more than 256 deep"));
    CHECK(reading.articles.empty());
  }
}

TEST_CASE("an article without an end takes bounded memory", "[xml]") {
  SECTION("of text") {
    const Reading reading = read_hostile([](std::ostream& out) {
      out << kFeed << "<item><title>";
      for (int i = 0; i < 1000; ++i) out << std::string(49'999, 'x') << ' ';
      out << "</title></item>" << item("Next") << kFeedEnd;
    });
    REQUIRE(reading.rejects.size() == 1);
    CHECK(reading.rejects[0].reason == "an article of over 32 MiB");
    CHECK(reading.articles.at(0).headline == "Next");
  }
  SECTION("of elements") {
    const Reading reading = read_hostile([](std::ostream& out) {
      out << kFeed << "<item>";
      for (int i = 0; i < 1'000'000; ++i) out << "<a/>";
      out << "</item>" << item("Next") << kFeedEnd;
    });
    REQUIRE(reading.rejects.size() == 1);
    CHECK(reading.rejects[0].reason == "an article of over 32 MiB");
    CHECK(reading.articles.at(0).headline == "Next");
  }
}

TEST_CASE("what surrounds articles is not kept", "[xml]") {
  const Reading reading = read_hostile([](std::ostream& out) {
    out << kFeed << "<description>";
    for (int i = 0; i < 1000; ++i) out << std::string(49'999, 'x') << ' ';
    out << "</description>" << item("After") << kFeedEnd;
  });
  CHECK(reading.rejects.empty());
  CHECK(reading.articles.at(0).headline == "After");
}

TEST_CASE("references to controls cost a flag, and no article", "[xml]") {
  for (const std::string control : {"&#0;", "&#x1F;"}) {
    const std::string feed = std::string(kFeed) + item("One") + item("T" + control + "wo") +
                             item("Three") + std::string(kFeedEnd);
    const Reading reading = read(feed);
    CHECK(reading.rejects.empty());
    REQUIRE(reading.articles.size() == 3);
    CHECK(reading.articles[0].repair == text::Repair::None);
    CHECK(reading.articles[1].headline == "T wo");
    CHECK(reading.articles[1].repair == text::Repair::Replaced);
    CHECK(reading.articles[2].headline == "Three");
    CHECK(reading.articles[2].source == "Feed");
  }
}

TEST_CASE("a control character costs a flag, and no article", "[xml]") {
  for (const std::string& control :
       {std::string(1, '\0'), std::string("\x08"), std::string("\x0B"), std::string("\x1F"),
        std::string("\x7F"), std::string("\xC2\x85")}) {
    const Reading reading = read(std::string(kFeed) + item("One") + item("T" + control + "wo") +
                                 item("Three") + std::string(kFeedEnd));
    CHECK(reading.rejects.empty());
    REQUIRE(reading.articles.size() == 3);
    CHECK(reading.articles[1].repair == text::Repair::Replaced);
    CHECK(reading.articles[0].repair == text::Repair::None);
  }
}

TEST_CASE("bare ampersands are taken as they are meant, but not in CDATA sections", "[xml]") {
  const Reading reading = read(std::string(kFeed) + item("AT&T & R&D; a&#8217;b &#zz; &") +
                               item("<![CDATA[x &amp; &y]]>") + std::string(kFeedEnd));
  CHECK(reading.rejects.empty());
  CHECK(reading.articles.at(0).headline == "AT&T & R&D; a’b &#zz; &");
  CHECK(reading.articles.at(1).headline == "x & &y");
}

TEST_CASE("an encoding that is declared wrongly or unknown is seen through", "[xml]") {
  const auto headline = [](std::string_view encoding, std::string_view text) {
    return read(fmt::format("<?xml version='1.0' encoding='{}'?>\n<rss><channel><item><title>{}"
                            "</title></item></channel></rss>",
                            encoding, text))
        .articles.at(0);
  };
  CHECK(headline("iso-8859-1", "caf\xE9 \x93x\x94").headline == "café “x”");
  CHECK(headline("iso-8859-1", "café").headline == "café");
  CHECK(headline("UTF-16", "café").headline == "café");
  CHECK(headline("koi8-r", "\xD0\xCF\xD6\xC1\xD2").headline == "пожар");
  CHECK(headline("Shift_JIS", "\x91\xE4\x95\x97").headline == "台風");
  CHECK(headline("utf-8", "caf\xE9").headline == "café");
  CHECK(headline("utf-8", "caf\xE9").repair == text::Repair::Guessed);
  CHECK(headline("x-none", "caf\xE9").repair == text::Repair::Guessed);
  CHECK(headline("iso-2022-jp", "\x1B$BBfIw\x1B(B").headline == "台風");
}

TEST_CASE("places are lines and bytes of the file, across pieces and documents", "[xml]") {
  std::string file = "\xEF\xBB\xBF";
  std::vector<std::pair<std::uint64_t, std::uint64_t>> expected;  // line, offset
  std::uint64_t line = 1;
  for (int i = 0; i < 200; ++i) {
    file += "<?xml version=\"1.0\"?>\n\n  ";
    line += 2;
    expected.emplace_back(line, file.size());
    file += "<nitf\n a='1'>" + nitf(std::string(static_cast<std::size_t>(i) * 37, 'x')).substr(6);
    file += '\n';
    line += 2;
  }
  const Reading reading = read(file);
  CHECK(reading.rejects.empty());
  REQUIRE(reading.articles.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(reading.articles[i].origin.line == expected[i].first);
    CHECK(reading.articles[i].origin.offset == expected[i].second);
  }
}

TEST_CASE("a file that is cut anywhere is read as far as it goes", "[xml]") {
  const std::string whole = std::string(kFeed) + item("One &amp; <b>é</b>") +
                            item("<![CDATA[Two]]>") + std::string(kFeedEnd);
  for (std::size_t size = 5; size < whole.size(); ++size) {
    const Reading reading = read(whole.substr(0, size));
    INFO(size);
    if (size < whole.find("</rss>") + 6) CHECK(reading.rejects.size() == 1);
    const std::size_t first = whole.find("</item>") + 7;
    const std::size_t second = whole.find("</item>", first) + 7;
    CHECK(reading.articles.size() == (size >= second ? 2U : size >= first ? 1U : 0U));
  }
}

TEST_CASE("a file with any byte changed never loses an article without a word", "[xml]") {
  const std::string whole = std::string(kFeed) + item("One &amp; <b>two</b>") +
                            item("<![CDATA[Three]]>") + item("Four") + std::string(kFeedEnd);
  for (std::size_t at = kFeed.size(); at < whole.size(); ++at) {
    for (const char byte : {'<', '>', '&', ' ', '\xFF', '"'}) {
      std::string changed = whole;
      changed[at] = byte;
      const Reading reading = read(changed);
      INFO(changed);
      CHECK((reading.articles.size() == 3 || !reading.rejects.empty()));
    }
  }
}

TEST_CASE("characters and references that XML forbids become blanks, and no article is lost",
          "[xml]") {
  for (const std::string& bad :
       {std::string("\b"), std::string("\x01"), std::string("\x1F"), std::string("&#8;"),
        std::string("&#x1F;"), std::string("&#0;"), std::string("&#xD800;"),
        std::string("&#xFFFF;"), std::string("&#99999999999;"), std::string(1, '\0')}) {
    CAPTURE(bad);
    const Reading reading = read(std::string(kFeed) + item("one") + item("two " + bad + " words") +
                                 std::string(kFeedEnd));
    CHECK(reading.rejects.empty());
    REQUIRE(reading.articles.size() == 2);
    CHECK(text::single_line(reading.articles[1].headline) == "two words");
    CHECK(reading.articles[1].repair == text::Repair::Replaced);
  }
  const Reading sound = read(std::string(kFeed) + item("&#9;tab&#xE9; &#x1F600; <![CDATA[&#8;]]>") +
                             std::string(kFeedEnd));
  REQUIRE(sound.articles.size() == 1);
  CHECK(sound.articles[0].headline.find("tabé 😀") != std::string::npos);
}

TEST_CASE("RSS is RSS wherever its namespace is declared, and whichever module has the text",
          "[xml]") {
  const std::string rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">";
  const std::string rss1 = "=\"http://purl.org/rss/1.0/\"";
  const std::string modules =
      "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:x=\"http://x.example/\"><channel>";
  for (const std::string& feed :
       {rdf + "<channel xmlns" + rss1 + "><title>J</title></channel><item xmlns" + rss1 +
            "><title>Dam</title><description>Burst.</description></item></rdf:RDF>",
        rdf + "<r:channel xmlns:r" + rss1 + "/><r:item xmlns:r" + rss1 +
            "><r:title>Dam</r:title><r:description>Burst.</r:description></r:item></rdf:RDF>",
        modules + "<item><dc:title>Dam</dc:title><dc:description>Burst.</dc:description></item>"
                  "</channel></rss>",
        modules + "<item><title>Dam</title><dc:description>Burst.</dc:description></item>"
                  "</channel></rss>",
        modules + "<item><media:group><media:title>Dam</media:title><media:description>Burst."
                  "</media:description></media:group></item></channel></rss>",
        modules + "<item><image><title>No</title></image><x:title>Dam</x:title><x:text>Burst."
                  "</x:text></item></channel></rss>"}) {
    INFO(feed);
    const Reading reading = read(feed);
    CHECK(reading.format == "rss");
    REQUIRE(reading.articles.size() == 1);
    CHECK(reading.articles[0].headline == "Dam");
    CHECK(reading.articles[0].body == "Burst.");
  }
}

TEST_CASE("Atom is decoded in each version as its standard says", "[xml]") {
  const auto entry = [](const std::string& feed, const std::string& inside) {
    return read(feed + "<entry>" + inside + "</entry></feed>").articles.at(0);
  };
  const std::string draft = "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\">";
  const RawArticle old =
      entry(draft,
            "<title mode=\"base64\">RGFtIGJ1cnN0cw==</title>"
            "<content mode=\"base64\" type=\"text/html\">PHA+SXQgYnVyc3QuPC9wPg=="
            "</content>");
  CHECK(old.headline == "Dam bursts");
  CHECK(text::trim(old.body) == "It burst.");
  const std::string atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\">";
  CHECK(text::trim(entry(atom,
                         "<title>D</title><content type=\"application/x-note\">SXQgYnVyc3Qu"
                         "</content>")
                       .body) == "It burst.");
  CHECK(entry(atom, "<title>RGFt</title><content type=\"text/plain\">RGFt</content>").body ==
        "RGFt");
  CHECK(entry("<feed>", "<title>Dam</title><content>It burst.</content>").headline == "Dam");
}

}  // namespace xml_test
