// SPDX-License-Identifier: GPL-2.0-or-later
// What keys and columns mean, by their words, and which values say something.
#include "indexer/readers/base/field_names.h"

#include "indexer/readers/base/nothing.h"
#include "tests/unit/reading.h"

#include <catch2/catch.hpp>

namespace field_names_test {

using namespace dateline;
using test::read;

namespace {

std::string meaning(std::string_view name) {
  const auto usual = usual_field(name);
  return usual ? std::string(name_of(usual->field)) : "";
}

}  // namespace

TEST_CASE("a name means what its words say, however they are joined", "[names]") {
  struct Row {
    std::string_view field;
    std::vector<std::string_view> names;
  };
  for (const Row& row : std::vector<Row>{
           {"headline",
            {"title", "article_headline", "postTitle", "Titel", "Überschrift", "Titre", "Título",
             "titolo", "Kop", "Overskrift", "Tytuł", "Заголовок", "Başlık"}},
           {"body",
            {"selftext", "ocr_eng", "ocr_text", "ft", "tweet_text", "Inhalt", "Volltext", "Texte",
             "Cuerpo", "contenuto", "Brödtext", "Treść", "Текст статьи", "Metin"}},
           {"date",
            {"created_utc", "Publication Year", "Erscheinungsdatum", "Datum", "Date de publication",
             "Fecha de publicación", "data", "Publicatiedatum", "Data publikacji",
             "Дата публикации", "Yayın Tarihi", "dcterms:issued"}},
           {"source",
            {"newspaper_title", "newspaperName", "Publication Title", "paper", "Zeitung", "Quelle",
             "Journal", "Periódico", "fonte", "Krant", "Tidning", "Gazeta", "Газета", "Kaynak",
             "prism.publicationName"}},
           {"author",
            {"dc:creator", "author_names", "Autor", "Verfasser", "Auteur", "autore", "Författare",
             "Автор", "Yazar", "written_by"}},
           {"tags", {"Schlagwörter", "mots-clés", "Palabras clave", "Manual Tags", "trefwoorden"}},
           {"summary", {"Abstract Note", "Zusammenfassung", "Ingress"}},
           {"section", {"Ressort", "rubrique", "sección", "section_title"}},
       }) {
    for (const std::string_view name : row.names) {
      INFO(name);
      CHECK(meaning(name) == row.field);
    }
  }
}

TEST_CASE("a word that is about something else takes a name away", "[names]") {
  for (const std::string_view name :
       {"modified",      "date_modified", "Date Added", "Access Date",  "last_updated",
        "parent_id",     "newspaper_id",  "source_id",  "author_url",   "image_title",
        "photo_caption", "word_count",    "tags_count", "num_comments", "Num Pages",
        "related",       "event_date",    "birth_date", "media",        "ocr_quality_mean",
        "content_type",  "user_name",     "price"}) {
    INFO(name);
    CHECK(meaning(name).empty());
  }
}

TEST_CASE("the record's paper comes before a database and a host", "[names]") {
  const RawArticle trove =
      read(
          "article_id,title,newspaper_id,newspaper_title,url,tags,category,text\n"
          "1,DAM BURSTS,35,The Argus,http://nla.gov.au/1,0,Article,The dam burst.\n")
          .articles.at(0);
  CHECK(trove.source == "The Argus");
  CHECK(trove.tags.empty());
  CHECK(trove.section.empty());
  const RawArticle library =
      read(R"({"title":"New-York tribune.","publisher":"New York Tribune","ocr_eng":"The dam."})")
          .articles.at(0);
  CHECK(library.headline.empty());
  CHECK(library.source == "New York Tribune");
  CHECK(library.body == "The dam.");
  const RawArticle page =
      read(R"({"source":"British Library","title":"The Sun","ocr_quality_mean":0.9,"text":"b"})")
          .articles.at(0);
  CHECK(page.headline.empty());
  CHECK(page.source == "The Sun");
  const RawArticle scanned =
      read(R"({"source":"Le Temps","title":"Dam bursts","ocr_quality":0.9,"text":"b"})")
          .articles.at(0);
  CHECK(scanned.headline == "Dam bursts");
  CHECK(scanned.source == "Le Temps");
  CHECK(read(R"({"id":"GDL-1900-01-02-a-i0001","ft":"b"})").articles.at(0).source == "GDL");
}

TEST_CASE("a name that may mean two things is decided by the record", "[names]") {
  const RawArticle swedish = read("Rubrik;Text\nDammen brast;b\n").articles.at(0);
  CHECK(swedish.headline == "Dammen brast");
  const RawArticle german = read("Titel;Rubrik;Text\nDamm bricht;Lokales;b\n").articles.at(0);
  CHECK(german.headline == "Damm bricht");
  CHECK(german.section == "Lokales");
  CHECK(read("titolo,testo,data\na,b,2019-04-05\n").articles.at(0).date == "2019-04-05");
  CHECK(read("titolo,testo,data\na,b,x y\n").articles.at(0).date.empty());
}

TEST_CASE("what programs write for nothing is nothing", "[names]") {
  for (const std::string_view value :
       {"nan", "NaN",       "NaT",    "None", "NONE", "null", "nil",  "N/A", "n/a", "NA",    "-",
        "--",  "undefined", "(none)", "[]",   "{}",   "\\N",  "#N/A", "",    " ",   "'nan'", "–"}) {
    INFO(value);
    CHECK(is_nothing(value));
  }
  for (const std::string_view value :
       {"Nan Goldin", "None of us", "Null Island", "Nancy", "A-", "NASA", "0", "Missing"}) {
    INFO(value);
    CHECK_FALSE(is_nothing(value));
  }
  const RawArticle article =
      read("title,text,author,source,date,publication_date\nDam,b,nan,None,2019-04-05,NaT\n")
          .articles.at(0);
  CHECK(article.authors.empty());
  CHECK(article.source.empty());
  CHECK(article.date == "2019-04-05");
  CHECK(read("title,text\nDam,text/1-2.txt\n").articles.at(0).body.empty());
}

TEST_CASE("articles are found below keys of any name", "[names]") {
  const auto inside = [](const char* json) { return read(json, "json"); };
  const RawArticle one =
      inside(R"({"v":1,"created":"2019-04-05","data2":{"post":{"title":"Dam","text":"b"}}})")
          .articles.at(0);
  CHECK(one.headline == "Dam");
  CHECK(one.body == "b");
  CHECK(one.date == "2019-04-05");
  const auto many = inside(
      R"({"category":[{"code":"n","records":{"article":[{"heading":"a","text":"x"},{"heading":"b","text":"y"}]}}]})");
  REQUIRE(many.articles.size() == 2);
  CHECK(many.articles[1].headline == "b");
  const auto meta = inside(R"({"meta":{"title":"API"},"x":{"title":"Dam","body":"b"}})");
  REQUIRE(meta.articles.size() == 1);
  CHECK(meta.articles[0].headline == "Dam");
  const auto none = inside(R"({"version":1,"payload":{"x":2}})");
  REQUIRE(none.rejects.size() == 1);
  CHECK(none.rejects[0].reason.find("whose keys are /version, /payload/x") != std::string::npos);
}

}  // namespace field_names_test
