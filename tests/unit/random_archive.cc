// SPDX-License-Identifier: GPL-2.0-or-later
// What is drawn from, and how.
#include "tests/unit/random_archive.h"

#include "indexer/build/writer.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace dateline;

namespace test {
namespace {

// Few words, many forms of them, so that stems collide.
const std::vector<std::string> kWords = {
    "nation",  "nations", "national", "minister", "ministers", "Syria",        "Syrian",
    "Paris",   "par",     "plan",     "plans",    "planned",   "l'accord",     "accord",
    "accords", "U.S.",    "us",       "AT&T",     "news",      "new",          "re-elect",
    "reelect", "elected", "election", "flood",    "floods",    "Müller",       "muller",
    "école",   "ecole",   "Straße",   "don't",    "1,000",     "премьер",      "война",
    "войны",   "der",     "die",      "the",      "and",       "repatriation", "repatriate"};
const std::vector<std::string> kLanguages = {"en", "en", "en", "fr", "de", "ru", "und"};
const std::vector<std::string> kSources = {
    "Reuters", "The Times", "Times of Malta", "UrduPoint News / Sputnik", "Le Monde", ""};
const std::vector<std::string> kAgencies = {"AP", "AFP", "Sputnik", "Agence France-Presse"};
const std::vector<std::string> kPlaces = {"Paris", "New York", "New York/London", ""};
const std::vector<std::string> kSections = {"World", "Sport", "World News", ""};

Date some_date(Random& random) {
  if (chance(random, 8)) return {};
  const int year = 2015 + static_cast<int>(below(random, 6));
  if (chance(random, 8)) return *make_date(year, 0, 0);
  const int month = 1 + static_cast<int>(below(random, 12));
  if (chance(random, 10)) return *make_date(year, month, 0);
  Date date = *make_date(year, month, 1 + static_cast<int>(below(random, 28)));
  if (chance(random, 30)) {
    date.hour = static_cast<int>(below(random, 24));
    date.minute = 30;
    date.precision = Precision::Minute;
  }
  return date;
}

}  // namespace

std::uint64_t seed_of_run() {
  const char* given = std::getenv("DATELINE_TEST_SEED");
  return given == nullptr ? 20191213 : std::strtoull(given, nullptr, 10);
}

const std::vector<std::string>& vocabulary() {
  return kWords;
}

std::string sentence(Random& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i != 0) text += chance(random, 10) ? ", " : chance(random, 12) ? ". " : " ";
    std::string word = pick(random, kWords);
    if (chance(random, 15)) word[0] = static_cast<char>(std::toupper(word[0]) & 0xFF);
    text += word;
  }
  return text;
}

Article some_article(Random& random, int number) {
  Article article;
  article.id = fmt::format("a{}", number);
  article.headline = sentence(random, below(random, 6));
  article.body = sentence(random, 3 + below(random, 25));
  for (std::size_t more = 1 + below(random, 3); more > 0; --more) {
    article.body += "\n\n" + sentence(random, 1 + below(random, 6));
  }
  article.published = {some_date(random), Evidence::Meta};
  article.source = pick(random, kSources);
  for (std::size_t i = below(random, 3); i > 0; --i) {
    const std::string& agency = pick(random, kAgencies);
    if (std::find(article.agencies.begin(), article.agencies.end(), agency) ==
        article.agencies.end()) {
      article.agencies.push_back(agency);
    }
  }
  article.place = pick(random, kPlaces);
  article.section = pick(random, kSections);
  if (chance(random, 30)) article.authors = {"Ana Müller", "J. O'Neil"};
  if (chance(random, 30)) article.tags = {"Floods", "human rights"};
  article.language = pick(random, kLanguages);
  if (chance(random, 15)) article.flags.push_back(Flag::DateConflict);
  article.ingested = *make_date(2020, 1, 1);
  return article;
}

std::vector<Article> fill(const std::filesystem::path& archive, Random& random, int articles) {
  std::map<int, Article> alive;
  Writer writer(archive, {2, std::chrono::milliseconds(0)});
  const auto publish = [&] { writer.publish([](std::size_t, std::uint64_t) {}); };
  for (int batch = 0; batch < 4; ++batch) {
    for (int i = batch * articles / 4; i < (batch + 1) * articles / 4; ++i) {
      alive[i] = some_article(random, i);
      writer.submit(Prepared(alive[i]));
    }
    for (int i = 0; i < 5 && batch > 0; ++i) {
      const int old =
          static_cast<int>(below(random, static_cast<std::size_t>(batch) * articles / 4));
      if (!alive.contains(old)) continue;
      alive[old] = some_article(random, old);
      writer.submit(Prepared(alive[old]));
    }
    publish();
    const int gone = static_cast<int>(below(random, articles / 4));
    if (alive.erase(gone) != 0) {
      REQUIRE(writer.remove(fmt::format("a{}", gone)));
      publish();
    }
  }
  std::vector<Article> all;
  for (const auto& [number, article] : alive) all.push_back(article);
  return all;
}

}  // namespace test
