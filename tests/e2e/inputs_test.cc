// SPDX-License-Identifier: GPL-2.0-or-later
// Hostile and awkward inputs: each is indexed correctly or rejected with its place, and none stops
// the run.
#include "tests/e2e/process.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace inputs_test {

using namespace e2e;
using Json = nlohmann::json;

namespace {

/// Indexes one file, with a good article beside it that must always come through.
struct Indexed {
  Directory directory;
  Outcome added;

  Indexed(const std::string& name, std::string_view content) {
    directory.write("in/" + name, content);
    directory.write("in/zz-good.txt", article("2019-01-01", "Goodmarker", "Sound text."));
    added = index({"add", directory.path("archive"), directory.path("in")});
    CHECK(count("goodmarker") == 1);
  }

  [[nodiscard]] Json find(const std::string& query) const {
    return Json::parse(search({directory.path("archive"), query, "--format", "json"}).out);
  }
  [[nodiscard]] std::size_t count(const std::string& query) const {
    return find(query).at("total").at("count");
  }
  [[nodiscard]] std::string rejects() const {
    return read(directory.path("archive/rejects.jsonl"));
  }
};

}  // namespace

TEST_CASE("an empty file is passed over") {
  const Indexed indexed("empty.txt", "");
  CHECK(indexed.added.exit_code == 0);
  CHECK(summary(indexed.added, "rejected") == "0");
  CHECK(contains(indexed.added.out, "passed over:         1   1 empty\n"));
}

TEST_CASE("what holds no article is passed over and counted, on every night") {
  const Directory directory;
  directory.write("in/.DS_Store", std::string("\0\0\0\1Bud1", 8));
  directory.write("in/Thumbs.db", "x");
  directory.write("in/sub/.hidden/a.jsonl", "{}");
  directory.write("in/empty.json", "");
  directory.write("in/photo", std::string("\xFF\xD8\xFF\xE0\0\x10JFIF", 10));
  directory.write("in/tool.txt", std::string("\x7F"
                                             "ELF\2\1\1\0",
                                             8));
  directory.write("in/art.svg", "<?xml version=\"1.0\"?>\n<!-- a -->\n<svg xmlns=\"x\"></svg>");
  directory.write("in/good.txt", article("2019-01-01", "Good", "Sound text."));
  std::filesystem::create_directory(directory.path("in/none"));
  std::filesystem::create_symlink("/etc/passwd", directory.path("in/link"));
  for (const int night : {1, 2}) {
    const Outcome added = index({"add", directory.path("archive"), directory.path("in")});
    CAPTURE(night, added.out, added.err);
    CHECK(added.exit_code == 0);
    CHECK(summary(added, "rejected") == "0");
    CHECK(contains(added.out,
                   "passed over:         9   2 of the desktop, 1 JPEG image, 1 SVG image, 1 empty, "
                   "1 empty folder, 1 hidden, 1 program, 1 symbolic link\n"));
  }
  const Outcome shown = index({"preview", directory.path("in")});
  CHECK(contains(shown.out, "passed over:                 9   2 of the desktop"));
}

TEST_CASE("a document that is not read is one reject that says what it is and what to do") {
  const auto reason = [](const std::string& content) {
    const Directory directory;
    const std::string file = directory.write("document", content);
    const Outcome added = index({"add", directory.path("archive"), file});
    CHECK(added.exit_code == 1);
    CHECK(summary(added, "rejected") == "1");
    return added.err;
  };
  CHECK(contains(reason("%PDF-1.4\n%\xE2\xE3\n"), "a PDF document, which is not read: convert"));
  CHECK(contains(reason("{\\rtf1\\ansi Dam bursts}"), "an RTF document"));
  CHECK(contains(reason(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10)),
                 "an older Microsoft Office"));
  CHECK(contains(reason("Return-Path: <a@b.c>\nReceived: from x\n by y\nSubject: News\n\nHello\n"),
                 "e-mail, which is not read"));
  CHECK(contains(reason("Council closes the pool\n\nThe council has closed it.\n"),
                 "plain text has a line ' date 2019-12-13 Headline' before each article"));
  for (const auto& [member, what] : std::vector<std::pair<std::string, std::string>>{
           {"word/document.xml", "a Word document"}, {"xl/workbook.xml", "an Excel spreadsheet"}}) {
    const Directory directory;
    directory.write("d/[Content_Types].xml", "<Types/>");
    directory.write("d/" + member, "<w/>");
    const Outcome zipped =
        run("sh", {"-c", "cd '" + directory.path("d") +
                             "' && zip -q ../x.bin '[Content_Types].xml' " + member});
    REQUIRE(zipped.exit_code == 0);
    const Outcome added = index({"add", directory.path("archive"), directory.path("x.bin")});
    CHECK(summary(added, "rejected") == "1");
    CHECK(contains(added.err, "x.bin: " + what));
  }
}

TEST_CASE("a table that is not known names its columns, and XML its root") {
  const auto reason = [](const std::string& content) {
    const Directory directory;
    const std::string file = directory.write("file", content);
    const Outcome added = index({"add", directory.path("archive"), file});
    CHECK(summary(added, "rejected") == "1");
    return added.err;
  };
  CHECK(contains(reason("Wann;Wovon;Wer\n05.04.2019;Damm;Joe\n06.04.2019;Brot;Joe\n"),
                 "a table whose columns are 'Wann', 'Wovon', 'Wer'"));
  CHECK(contains(reason("1\t2019-04-05\tDam\n2\t2019-04-06\tBread\n"),
                 "a table whose first row is '1', '2019-04-05', 'Dam', which are no names"));
  CHECK(contains(reason("<?xml version=\"1.0\"?><export><eintrag>x</eintrag></export>"),
                 "XML whose root element is <export>"));
  CHECK(contains(reason("<m:mets xmlns:m=\"http://www.loc.gov/METS/\"/>"), "<mets>"));
  CHECK(contains(reason("[1,2,3]"), "no list of objects"));
  CHECK(contains(reason(std::string("\x02\xFF\0\x13 x", 6)), "nothing else that is known"));
  CHECK(contains(reason(std::string("SQLite format 3\0", 16)), "a SQLite database"));
  CHECK(contains(reason("{\"a\":{\"b\":1}}\n"), "whose keys are /a/b"));
}

TEST_CASE("what was rejected is reported again until it is read, gone or ignored") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  directory.write("in/good.txt", article("2019-01-01", "Good", "Sound text."));
  directory.write("in/notes.md", "# no articles here\n");
  directory.write("in/mix.jsonl",
                  "{\"id\":\"a\",\"title\":\"A\",\"date\":\"2019-01-01\"}\n{\"broken\": \n");
  const auto add = [&](std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"add", archive, directory.path("in")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return index(arguments);
  };
  CHECK(add().exit_code == 1);
  for (const int night : {2, 3}) {
    const Outcome again = add();
    CAPTURE(night, again.out);
    CHECK(again.exit_code == 1);
    CHECK(summary(again, "rejected") == "0");
    CHECK(contains(again.out, "still unread:        2   see " + archive + "/rejects.jsonl\n"));
  }
  const auto status = [&] {
    return Json::parse(index({"status", archive, "--format", "json"}).out);
  };
  CHECK(status().at("still_unread") == 2);
  CHECK(status().at("unread_files").size() == 2);
  CHECK(status().at("last_run").at("read") == 0);
  CHECK(contains(index({"status", archive}).out, "unread     2   in 2 files, "));
  // Others are not concerned by it.
  const std::string other = directory.write("other.txt", article("2019-01-02", "Other", "Text."));
  CHECK(index({"add", archive, other}).exit_code == 0);

  // Left out once, and from now on.
  const Outcome excluded = add({"--exclude", "*.md", "--exclude", "mix.*"});
  CHECK(excluded.exit_code == 0);
  CHECK(contains(excluded.out, "passed over:         2   2 excluded\n"));
  CHECK(add().exit_code == 1);
  CHECK(contains(add({"--ignore", "*.md"}).out, "still unread:        1   see"));
  CHECK(read(archive + "/ignored") == "*.md\n");
  CHECK(contains(add().out, "passed over:         1   1 ignored\n"));
  CHECK(status().at("still_unread") == 1);
  CHECK(status().at("ignored") == Json::array({"*.md"}));
  // Read.
  directory.write("in/mix.jsonl", "{\"id\":\"a\",\"title\":\"A\",\"date\":\"2019-01-01\"}\n");
  CHECK(add().exit_code == 0);
  CHECK(status().at("still_unread") == 0);
  // Gone.
  directory.write("in/bad.md2", "# nothing");
  CHECK(add().exit_code == 1);
  std::filesystem::remove(directory.path("in/bad.md2"));
  CHECK(add().exit_code == 0);
  CHECK(status().at("still_unread") == 0);
}

TEST_CASE("a pattern with a path leaves out what is there, and can be set without a path to add") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  directory.write("in/drafts/a.md", "# no");
  directory.write("in/final/a.txt", article("2019-01-01", "Good", "Sound text."));
  CHECK(index({"add", archive, "--ignore", directory.path("in/drafts")}).exit_code == 0);
  CHECK(index({"add", archive, directory.path("in")}).exit_code == 0);
  CHECK(index({"add", archive, directory.path("in"), "--again", "--exclude", "fin*"}).exit_code ==
        0);
  CHECK(index({"add", archive}).exit_code == 2);
}

TEST_CASE("an empty directory is no reason to fail, and a missing one is") {
  const Directory directory;
  std::filesystem::create_directory(directory.path("in"));
  const Outcome added = index({"add", directory.path("archive"), directory.path("in")});
  CHECK(added.exit_code == 0);
  CHECK(contains(added.out, "passed over:         1   1 empty folder\n"));
  directory.write("in/notes.md", "# no articles here\n");
  CHECK(index({"add", directory.path("archive"), directory.path("in")}).exit_code == 1);
  CHECK(index({"add", directory.path("archive"), directory.path("nowhere")}).exit_code == 1);
}

TEST_CASE("elements of XML that nothing was made of are shown") {
  const Directory directory;
  const auto shown = [&](const std::string& name, const std::string& content,
                         std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"preview", directory.write(name, content)});
    const std::string text = index(options).out;
    const std::size_t at = text.find("    not used");
    return at == std::string::npos ? "" : text.substr(at, text.find("\n\n", at) + 1 - at);
  };
  CHECK(
      shown("n.xml",
            "<nitf><head><docdata><doc-id id-string='x-1'/><date.issue norm='20190102'/>"
            "<urgency>4</urgency><series.name>Pools</series.name></docdata>"
            "<pubdata name='Harbour Post'/></head><body><body.head><hedline>"
            "<hl1>Council closes the pool</hl1><hl2>Swimmers are angry</hl2></hedline>"
            "<byline>By <person>Ann Lee</person></byline>"
            "<dateline><location>Hull</location></dateline></body.head><body.content><block>"
            "<p>The council has <em>closed</em> the pool &amp; the baths, it said.</p>"
            "<p>Ends.</p><p><em>Sport</em></p><media><media-caption>The empty pool by night."
            "</media-caption></media></block></body.content></body></nitf>") ==
      "    not used       head/docdata/urgency  4\n"
      "                   head/docdata/series.name  Pools\n"
      "                   body/body.head/hedline/hl2  Swimmers are angry\n"
      "                   body/body.content/block/media/media-caption  The empty pool by night.\n");
  CHECK(shown("r.xml",
              "<rss version='2.0'><channel><title>Echo</title><item><title>Dam breaks</title>"
              "<link>http://x.example/1</link><guid>g1</guid>"
              "<pubDate>Wed, 02 Jan 2019 10:00:00 GMT</pubDate>"
              "<description><![CDATA[<p>The <b>dam</b> broke &amp; water came.</p>]]></description>"
              "<ressort>Lokales</ressort><ressort>Sport</ressort></item></channel></rss>") ==
        "    not used       ressort  Lokales\n");
  const std::string mapping = directory.write("m.toml",
                                              "format = 'xml'\n"
                                              "articles = '/export/artikel'\n"
                                              "[fields]\n"
                                              "headline = 'titel'\n"
                                              "body = 'text'\n");
  const std::string mapped =
      "<export><artikel seite='3'><titel>Rat</titel><text><p>Der Rat tagt.</p></text>"
      "<meta><zeitung>Bote</zeitung><tag>13.12.2019</tag><tag>14.12.2019</tag><leer> </leer></meta>"
      "</artikel></export>";
  CHECK(shown("m.xml", mapped, {"--mapping", mapping}) ==
        "    not used       @seite  3\n"
        "                   meta/zeitung  Bote\n"
        "                   meta/tag  13.12.2019\n");
  const Outcome added =
      index({"add", directory.path("archive"), directory.path("m.xml"), "--mapping", mapping});
  CHECK(contains(added.err,
                 "3 keys of 1 undated article were not used: @seite (in 1), "
                 "meta/tag (in 1), meta/zeitung (in 1)"));
}

TEST_CASE(
    "keys and columns that nothing was made of are shown, and counted where dates are missing") {
  const Directory directory;
  const std::string file =
      directory.write("d.jsonl",
                      "{\"Headline\":\"Rat\",\"Text\":\"Der Rat hat das Bad geschlossen.\","
                      "\"Stichtag\":\"13.12.2019\",\"Zustellung\":\"Bote\",\"leer\":null}\n");
  const Outcome shown = index({"preview", file});
  CHECK(contains(shown.out, "not used       /Stichtag  13.12.2019   --map date=/Stichtag\n"));
  CHECK(contains(shown.out, "/Zustellung  Bote   --map FIELD=/Zustellung\n"));
  CHECK_FALSE(contains(shown.out, "leer"));
  const Json json = Json::parse(index({"preview", "--json", file}).out);
  CHECK(json.at("files")[0].at("articles")[0].at("not_used").at("/Zustellung") == "Bote");
  const Outcome added = index({"add", directory.path("archive"), file});
  CHECK(
      contains(added.err,
               "2 keys of 1 undated article were not used: /Stichtag (in 1), /Zustellung (in 1)"));
  const Outcome mapped = index({"add", directory.path("dated"), file, "--map", "date=/Stichtag"});
  CHECK_FALSE(contains(mapped.err, "not used"));
  const std::string table =
      directory.write("t.csv", "title,text,Stichtag\nRat,Der Rat,13.12.2019\n");
  CHECK(contains(index({"preview", table}).out, "not used       Stichtag  13.12.2019\n"));
}

TEST_CASE("broken UTF-8 is repaired and flagged") {
  const Indexed indexed("broken.txt",
                        article("2019-05-05", "Zürich fährt", "Größe \xFF über.\x80"));
  CHECK(indexed.count("zurich flag:encoding-repaired") == 1);
  CHECK(indexed.count("größe") == 1);
}

TEST_CASE("Latin-1 is read as such and flagged") {
  const Indexed indexed("latin.txt", article("2019-05-05", "Z\xFCrich", "D\xE9j\xE0 vu"));
  CHECK(indexed.count("Zürich flag:encoding-guessed") == 1);
  CHECK(indexed.count("deja") == 1);
}

TEST_CASE("UTF-16 with a byte order mark is read") {
  std::string text = article("2019-05-05", "Sixteen", "bits wide");
  std::string little = "\xFF\xFE";
  std::string big = "\xFE\xFF";
  for (const char c : text) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  CHECK(Indexed("little.txt", little).count("title:sixteen \"bits wide\" date:2019-05-05") == 1);
  CHECK(Indexed("big.txt", big).count("title:sixteen \"bits wide\"") == 1);
}

TEST_CASE("NUL bytes and terminal commands in text do no harm") {
  using namespace std::string_literals;
  const Indexed indexed("nul.txt", article("2019-05-05",
                                           "Es\x1B]0;owned\x07"
                                           "cape",
                                           "nul\0byte \x1B[2J"s));
  const Outcome outcome = search({indexed.directory.path("archive"), "date:2019-05-05"});
  CHECK(outcome.exit_code == 0);
  CHECK_FALSE(contains(outcome.out, "\x1B"));
  CHECK_FALSE(contains(outcome.out, "\x07"));
  CHECK_FALSE(contains(outcome.out, std::string(1, '\0')));
}

TEST_CASE("a single line of 10 MB is indexed, cut at the limit and flagged") {
  std::string body = "firstmarker ";
  while (body.size() < 10'000'000) body += "word ";
  const Indexed indexed("long.txt", article("2019-05-05", "Long", body));
  CHECK(indexed.count("firstmarker flag:truncated") == 1);
  const Indexed json("long.jsonl", Json{{"title", "Long"}, {"text", body}}.dump() + "\n");
  CHECK(json.count("firstmarker flag:truncated") == 1);
}

TEST_CASE("a word of 300 bytes is found by typing it") {
  const std::string word(300, 'q');
  const Indexed indexed("word.txt", article("2019-05-05", "Word", "before " + word + " after"));
  CHECK(indexed.count(word) == 1);
  CHECK(indexed.count("\"before " + word + " after\"") == 1);
}

TEST_CASE("JSON cut in the middle is rejected with its line, other lines are read") {
  const Indexed indexed("cut.jsonl",
                        "{\"title\":\"one\",\"text\":\"a\"}\n{\"title\":\"two\",\"te\n"
                        "{\"title\":\"three\",\"text\":\"c\"}\n{\"title\":\"four");
  CHECK(indexed.count("one OR three") == 2);
  CHECK(contains(indexed.added.err, "cut.jsonl:2: not JSON"));
  CHECK(contains(indexed.added.err, "cut.jsonl:4: not JSON"));
  CHECK(contains(indexed.rejects(), "\"line\":2,\"offset\":27"));
}

TEST_CASE("of different articles with one id the later is kept, and the loss is reported") {
  const Indexed indexed("same.jsonl",
                        "{\"id\":\"x\",\"title\":\"earlier\"}\n{\"id\":\"x\",\"title\":\"later\"}\n"
                        "{\"id\":\"x\",\"title\":\"later\"}\n");
  CHECK(indexed.count("earlier") == 0);
  CHECK(indexed.count("later") == 1);
  CHECK(summary(indexed.added, "superseded") == "1");
  CHECK(summary(indexed.added, "unchanged") == "1");
  CHECK(contains(indexed.rejects(), "has the id 'x', too"));
}

TEST_CASE("impossible dates are flagged, never guessed, old and future ones are kept") {
  const Indexed indexed("dates.txt",
                        article("2019-02-30", "Thirty", "x") + article("0000-00-00", "Zero", "x") +
                            article("1912-04-16", "Titanic", "x") +
                            article("2099-06-01", "Future", "x") +
                            article("2019-02-30", "Fallback", "PARIS, Feb 28, 2019 (Reuters) - x"));
  CHECK(indexed.count("thirty date:none flag:date-invalid") == 1);
  CHECK(indexed.count("zero date:none flag:date-invalid") == 1);
  CHECK(indexed.count("titanic date:1912-04-16") == 1);
  CHECK(indexed.count("future date:2099 flag:date-future") == 1);
  const Json fallback = indexed.find("fallback flag:date-invalid").at("hits").at(0);
  CHECK(fallback.at("published") == "2019-02-28");
  CHECK(fallback.at("published_evidence") == "dateline");
  CHECK(fallback.at("stated_date") == "2019-02-30");
  CHECK(summary(indexed.added, "undated") == "2");
}

TEST_CASE("a date with two readings is refused, and one that disagrees with the dateline flagged") {
  const Indexed indexed(
      "dates.jsonl",
      "{\"title\":\"ambiguous\",\"date\":\"02/03/2019\"}\n"
      "{\"title\":\"conflict\",\"date\":\"2019-12-20\",\"text\":\"PARIS, Dec 13 (Reuters) - x\"}\n"
      "{\"title\":\"agree\",\"date\":\"2019-12-15\",\"text\":\"PARIS, Dec 13 (Reuters) - x\"}\n");
  CHECK(indexed.count("ambiguous date:none flag:date-ambiguous") == 1);
  CHECK(indexed.count("flag:date-conflict") == 1);
  CHECK(indexed.find("conflict").at("hits").at(0).at("dateline_date") == "2019-12-13");
}

TEST_CASE("a file that may not be read is rejected with the reason") {
  const Directory directory;
  const std::string secret = directory.write("in/secret.txt", article("2019-01-01", "x", "y"));
  std::filesystem::permissions(secret, std::filesystem::perms::none);
  directory.write("in/open.txt", article("2019-01-01", "open", "y"));
  const Outcome added = index({"add", directory.path("archive"), directory.path("in")},
                              {.input = "", .environment = {}, .obey_permissions = true});
  CHECK(added.exit_code == 1);
  CHECK(contains(added.err, "secret.txt: cannot be read: Permission denied"));
  CHECK(summary(added, "added") == "1");
}

TEST_CASE("what a spreadsheet would run as a formula is made text") {
  const Indexed indexed("csv.txt", article("2019-05-05", "=cmd|' /C calc'!A0", "\"quoted\", x"));
  const Outcome csv =
      search({indexed.directory.path("archive"), "date:2019-05-05", "--format", "csv"});
  CHECK(contains(csv.out, ",'=cmd|' /C calc'!A0,"));
  CHECK(contains(csv.out, "\"\"\"quoted\"\", x\""));
}

TEST_CASE("standard input, --map, --source and --language are heard") {
  const Directory directory;
  const std::string archive = directory.path("archive");
  const Outcome added =
      index({"add", archive, "-", "--map", "headline=/a/h", "--map", "body=/b", "--source",
             "The Stdin Times", "--language", "French"},
            {.input = "{\"a\":{\"h\":\"Les nations\"},\"b\":[\"un\",\"deux\"]}\n"});
  CHECK(added.exit_code == 0);
  CHECK(search({archive, "nation lang:fr source:\"Stdin Times\""}).exit_code == 0);
  CHECK(index({"add", archive, "-", "--map", "colour=/x"}).exit_code == 2);
  CHECK(index({"add", archive, "-", "--language", "Klingonish"}).exit_code == 2);
}

TEST_CASE("preview shows what add with the same flags would take, and writes nothing") {
  const Directory directory;
  const std::string mapping = directory.write(
      "m.toml", "format = \"csv\"\nsource = \"Volksblatt\"\n[fields]\nheadline = \"Titel\"\n");
  const std::string table = directory.write("in/a.csv", "Titel;Text;Datum\nNebelmarker;x;y\nz\n");
  const Outcome shown = index({"preview", "--mapping", mapping, directory.path("in"), "--json"});
  CHECK(shown.exit_code == 0);
  const Json file = Json::parse(shown.out).at("files").at(0);
  CHECK(file.at("articles").at(0).at("fields").at("headline").at("from") == "Titel");
  CHECK(file.at("rejects").at(0).at("line") == 3);
  CHECK_FALSE(std::filesystem::exists(directory.path("in/archive.json")));
  const std::string archive = directory.path("archive");
  CHECK(summary(index({"add", archive, table, "--mapping", mapping}), "added") == "1");
  CHECK(search({archive, "nebelmarker source:Volksblatt"}).exit_code == 0);
  const Outcome wrong = index({"preview", "--mapping", table, table});
  CHECK(wrong.exit_code == 2);
  CHECK(contains(wrong.err, "a.csv: line 1"));
  CHECK(index({"preview", directory.path("nowhere")}).exit_code == 1);
}

}  // namespace inputs_test
