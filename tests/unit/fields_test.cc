// SPDX-License-Identifier: GPL-2.0-or-later
// The table of fields, and what is derived from it.
#include "common/fields/fields.h"

#include "common/engine/query/names.h"
#include "common/fields/identity.h"
#include "common/fields/record.h"

#include <fstream>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fields_test {

using namespace dateline;

namespace {

/// Something in every field.
Article full_article() {
  Article article;
  article.id = "id-1";
  article.headline = "Harbour reopens";
  article.body = "The harbour reopened on Friday.\n\nShips sailed.";
  article.published = {*make_date(2019, 12, 13), Evidence::Header};
  article.dateline_date = *make_date(2019, 12, 12);
  article.stated_date = "Friday the 13th";
  article.ingested = *make_date(2026, 1, 2);
  article.source = "UrduPoint News / Sputnik";
  article.stated_source = "urdupoint.com";
  article.agencies = {"UrduPoint News", "Sputnik"};
  article.place = "Nur-Sultan";
  article.authors = {"A. Writer", "B. Writer"};
  article.section = "World";
  article.pages = {"A1", "A14"};
  article.tags = {"ports", "trade"};
  article.language = "en";
  article.url = "https://www.urdupoint.com/en/1.html";
  article.flags = {Flag::DateConflict, Flag::Truncated};
  article.version = 3;
  return article;
}

std::string hex(const Digest& digest) {
  std::string digits;
  for (const char byte : digest) {
    digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return digits;
}

}  // namespace

TEST_CASE("Every field survives a record", "[fields]") {
  const Article article = full_article();
  const Json json = to_json(article);
  const Article read = article_from_record(dump(json));
  CHECK(dump(to_json(read)) == dump(json));
  for (const fields::Row& row : fields::kRows) {
    INFO(row.key);
    CHECK(json.contains(std::string(row.key)));
    CHECK(fields::values(read, row) == fields::values(article, row));
    CHECK_FALSE(fields::values(article, row).empty());
  }
}

TEST_CASE("The digest of an article is what it was in the first archives", "[fields]") {
  // What archives hold depends on it: another digest makes every article a changed one.
  Article of_then = full_article();
  of_then.pages.clear();  // which came later
  CHECK(hex(digest_of(of_then)) == "67a550d09cf2ae85413ac0630d61a541");
  CHECK(hex(digest_of(Article{})) == "ff76384f0f9cab2780d0f6f55d971b68");
}

TEST_CASE("The digest tells articles apart by every field that has a part in it", "[fields]") {
  const Article article = full_article();
  for (const fields::Row& row : fields::kRows) {
    INFO(row.key);
    Article other = article;
    std::visit([&](auto member) { other.*member = {}; }, row.member);
    CHECK((digest_of(other) != digest_of(article)) == (row.digest != fields::InDigest::No));
  }
}

TEST_CASE("The schema of an article knows every field", "[fields]") {
  const auto schema =
      nlohmann::json::parse(std::ifstream(DATELINE_SCHEMAS "/article.json")).at("properties");
  for (const fields::Row& row : fields::kRows) {
    INFO(row.key);
    CHECK(schema.contains(std::string(row.key)));
    if (fields::has_evidence(row)) CHECK(schema.contains(fields::evidence_key(row)));
  }
}

TEST_CASE("Every field with terms is a field of queries, under its names", "[fields]") {
  for (const fields::Row& row : fields::kRows) {
    if (row.terms == fields::Terms::None) continue;
    INFO(row.key);
    const auto field = query::field_of(row.name);
    REQUIRE(field);
    CHECK(query::row_of(*field) == &row);
    CHECK(query::name_of(*field) == row.name);
    if (!row.short_name.empty()) CHECK(query::field_of(row.short_name) == field);
  }
}

TEST_CASE("Facets and columns are views of the table", "[fields]") {
  std::set<std::string_view> names;
  for (const fields::Row* facet : fields::facets()) {
    CHECK(fields::facet_of(facet->name) == facet);
    names.insert(facet->name);
  }
  CHECK(names.size() == fields::facets().size());
  CHECK(fields::facet_of("headline") == nullptr);
  CHECK(fields::facet_of("flag") == nullptr);
  REQUIRE(fields::columns().size() == fields::kRows.size());
  CHECK(fields::columns().front()->key == "id");
  CHECK(fields::columns().back()->key == "body");
}

}  // namespace fields_test
