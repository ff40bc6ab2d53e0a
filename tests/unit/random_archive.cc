// SPDX-License-Identifier: GPL-2.0-or-later
// What random articles are drawn from, and how.
#include "tests/unit/random_archive.h"

#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/segments.h"
#include "indexer/writer/writer.h"

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
    "école",   "ecole",   "Straße",   "don't",    "2,000",     "премьер",      "война",
    "войны",   "der",     "die",      "the",      "and",       "repatriation", "repatriate"};
const std::vector<std::string> kVariants = {
    "1 000",   "1,000",           "1000",   "NGOs",    "NGO",    "ngos",  "B.Sc.",
    "BSc",     "Ph.D.",           "PhD",    "œuvre",   "oeuvre", "F-16s", "O‘Brien",
    "OʼBrien", "کتاب‌ها", "کتابها", "policy¹", "policy"};
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
  const Date date = *make_date(year, month, 1 + static_cast<int>(below(random, 28)));
  return chance(random, 30) ? at_some_time(random, date) : date;
}

/// Minutes ahead of UTC, from the west of the Pacific to the east.
const std::vector<int> kZones = {-720, -300, -210, 0, 60, 120, 330, 540, 840};

/// A text that outlets run.
struct Report {
  Article article;
  std::int64_t day = 0;
  bool is_long = false;
  /// More than a month after its copies there are copies that are another story. All are dated:
  /// undated ones could belong to either.
  bool is_printed_again = false;
};

constexpr std::size_t kRecent = 12;

/// How many words a long text has beyond those of any article.
constexpr std::size_t kLong = 45;

std::int64_t some_day_of_story(Random& random) {
  const auto days = static_cast<std::int64_t>(below(random, 31));
  return chance(random, 20) ? 0 : chance(random, 20) ? 30 : days;
}

/// When an outlet runs a report: of two that run it, at most 30 days are between them, or at least
/// 31 if it is printed again.
Date some_date_of_copy(Random& random, const Report& report) {
  std::int64_t day = report.day + some_day_of_story(random);
  if (report.is_printed_again && chance(random, 50)) day += 61;
  Date date = from_day_number(day);
  if (!report.is_printed_again && chance(random, 15)) {
    return chance(random, 50) ? Date()
                              : *make_date(date.year, chance(random, 50) ? date.month : 0, 0);
  }
  return chance(random, 30) ? at_some_time(random, date) : date;
}

std::vector<std::size_t> blanks_of(const std::string& text) {
  std::vector<std::size_t> blanks;
  for (std::size_t at = 0; (at = text.find(' ', at)) != std::string::npos; ++at) {
    blanks.push_back(at);
  }
  return blanks;
}

std::string last_words(const std::string& text, std::size_t words) {
  const std::vector<std::size_t> blanks = blanks_of(text);
  return text.substr(blanks[blanks.size() - words] + 1);
}

/// One edit: after two, two copies of a text might have too little in common.
std::string edited(Random& random, std::string text) {
  const std::vector<std::size_t> blanks = blanks_of(text);
  const auto some_blank = [&](std::size_t from_end) {
    return blanks.end() - 1 - static_cast<std::ptrdiff_t>(below(random, from_end));
  };
  switch (below(random, 4)) {
    case 0:
      return text + "\n\n" + sentence(random, 1 + below(random, 5));
    case 1:
      return text.substr(0, *some_blank(4));
    case 2: {
      const auto after = some_blank(kLong - 2);
      const std::size_t begin = *(after - 1) + 1;
      return text.replace(begin, *after - begin, pick(random, kWords));
    }
    default:
      return text;
  }
}

/// Hands out articles, many of which are copies of an earlier one.
class Outlets {
 public:
  explicit Outlets(Random& random) : random_(random) {}

  Article next(int number) {
    if (!recent_.empty() && chance(random_, 40)) return copy(number);
    Report report;
    report.article = some_article(random_, number);
    report.is_long = chance(random_, 40);
    if (report.is_long) lengthen(report.article.body);
    const Date& date = report.article.published.date;
    const bool is_dated = date.known() && date.precision >= Precision::Day;
    report.day = day_number(is_dated ? date : *make_date(2018, 1, 20));
    report.is_printed_again = is_dated && chance(random_, 40);
    if (recent_.size() == kRecent) recent_.erase(recent_.begin());
    recent_.push_back(report);
    return report.article;
  }

 private:
  Article copy(int number) {
    const Report& report = pick(random_, recent_);
    Article article = some_article(random_, number);
    article.body = report.article.body;
    article.language = report.article.language;
    article.published.date = some_date_of_copy(random_, report);
    if (chance(random_, 50)) article.headline = report.article.headline;
    if (report.is_long) article.body = edited(random_, article.body);
    return article;
  }

  /// Some quote a report, which does not make them copies.
  void lengthen(std::string& body) {
    if (!recent_.empty() && chance(random_, 30)) {
      const Report& quoted = pick(random_, recent_);
      if (quoted.is_long) body += "\n\n" + last_words(quoted.article.body, 12);
    }
    body += "\n\n" + sentence(random_, kLong);
  }

  Random& random_;
  std::vector<Report> recent_;
};

}  // namespace

const std::vector<std::string>& vocabulary() {
  return kWords;
}

const std::vector<std::string>& variants() {
  return kVariants;
}

std::string sentence(Random& random, std::size_t words, bool variants) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i != 0) text += chance(random, 10) ? ", " : chance(random, 12) ? ". " : " ";
    std::string word = pick(random, variants && chance(random, 15) ? kVariants : kWords);
    if (chance(random, 15)) word[0] = static_cast<char>(std::toupper(word[0]) & 0xFF);
    text += word;
  }
  return text;
}

Article some_article(Random& random, int number) {
  Article article;
  article.id = fmt::format("a{}", number);
  if (number % 3 == 0) article.url = fmt::format("https://example.org/{}?q=(a)", number % 30);
  article.headline = sentence(random, below(random, 6), /*variants=*/true);
  article.body = sentence(random, 3 + below(random, 25), /*variants=*/true);
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
  if (chance(random, 30)) article.pages = {"A1", "B 4"};
  if (chance(random, 30)) article.authors = {"Ana Müller", "J. O'Neil"};
  if (chance(random, 30)) article.tags = {"Floods", "human rights"};
  article.language = pick(random, kLanguages);
  if (chance(random, 15)) article.flags.push_back(Flag::DateConflict);
  if (chance(random, 5)) article.flags.push_back(Flag::DateFuture);
  if (chance(random, 50)) article.dateline_date = some_date(random);
  article.ingested = *make_date(2020, 1 + static_cast<int>(below(random, 2)), 1);
  return article;
}

std::tuple<bool, std::int64_t, Precision> when(const Date& date) {
  if (!date.known()) return {true, 0, Precision::Day};
  std::int64_t minutes = (day_number(date) * 24 + date.hour) * 60 + date.minute;
  if (date.precision >= Precision::Minute) minutes -= date.utc_offset_minutes.value_or(0);
  return {false, 60 * minutes + date.second, date.precision};
}

Date at_some_time(Random& random, Date date) {
  date.hour = static_cast<int>(below(random, 24));
  date.minute = 30;
  date.precision = Precision::Minute;
  if (chance(random, 70)) date.utc_offset_minutes = pick(random, kZones);
  return date;
}

std::vector<Article> fill(const std::filesystem::path& archive, Random& random, int articles) {
  std::map<int, Article> alive;
  Outlets outlets(random);
  Writer writer(archive, {2, std::chrono::milliseconds(0)});
  const auto publish = [&] {
    writer.publish([](std::size_t, std::uint64_t) {});
    writer.merge(kFewSegments, [] { return false; });
  };
  DeletedArticles deleted;
  std::vector<std::string> entries;
  const auto is_deleted = [&](const Article& article) {
    return deleted.match(article, print_of(article), {}).has_value();
  };
  const auto remove = [&](const Article& article) {
    REQUIRE(writer.remove(article.id));
    entries.push_back(entry_of(deleted_article(article, *make_date(2020, 1, 1), "")));
    writer.list_deleted(entries);
    publish();
    deleted = deleted_in(archive, writer.archive().manifest());
    REQUIRE(deleted.size() == entries.size());
    REQUIRE(is_deleted(article));
  };
  for (int batch = 0; batch < 4; ++batch) {
    for (int i = batch * articles / 4; i < (batch + 1) * articles / 4; ++i) {
      const Article article = outlets.next(i);
      if (is_deleted(article)) continue;  // a copy under another id
      alive[i] = article;
      writer.submit(Prepared(article));
    }
    for (int i = 0; i < 5 && batch > 0; ++i) {
      const int old =
          static_cast<int>(below(random, static_cast<std::size_t>(batch * articles / 4)));
      if (!alive.contains(old)) continue;
      alive[old] = outlets.next(old);
      writer.submit(Prepared(alive[old]));
    }
    publish();
    const int gone = static_cast<int>(below(random, static_cast<std::size_t>(articles / 4)));
    if (const auto article = alive.extract(gone)) remove(article.mapped());
  }
  std::vector<Article> all;
  for (const auto& [number, article] : alive) all.push_back(article);
  return all;
}

}  // namespace test
