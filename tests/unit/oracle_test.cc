// SPDX-License-Identifier: GPL-2.0-or-later
// Thousands of random queries, nested ones too, against real archives: what is found, counted,
// ordered, paged and explained must be what a brute-force scan of the articles says, and scored as
// Enquire scores it.
#include "tests/unit/oracle.h"

#include "common/query/plan.h"
#include "indexer/build/writer.h"
#include "indexer/commands/maintain.h"
#include "searcher/match/search.h"
#include "searcher/report/explain.h"
#include "tests/unit/reference.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace dateline;

namespace {

constexpr int kArticles = 160;
// Queries for each of three archives; the sanitizers make them some thirty times slower.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kQueries = 300;
#else
constexpr int kQueries = 1500;
#endif

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t n) {
  return random() % n;
}
bool chance(Random& random, std::size_t percent) {
  return below(random, 100) < percent;
}

template <typename T>
const T& pick(Random& random, const std::vector<T>& from) {
  return from[below(random, from.size())];
}

/// Few words, many forms of them, so that stems collide and every query finds something.
const std::vector<std::string> kWords = {
    "nation",  "nations",  "national", "minister", "ministers",    "Syria",     "Syrian",
    "Paris",   "par",      "plan",     "plans",    "planned",      "l'accord",  "accord",
    "accords", "U.S.",     "us",       "AT&T",     "news",         "new",       "re-elect",
    "elected", "election", "flood",    "floods",   "Müller",       "muller",    "école",
    "ecole",   "Straße",   "don't",    "1,000",    "премьер",      "война",     "войны",
    "der",     "die",      "the",      "and",      "repatriation", "repatriate"};
const std::vector<std::string> kLanguages = {"en", "en", "en", "fr", "de", "ru", "und"};
const std::vector<std::string> kSources = {
    "Reuters", "The Times", "Times of Malta", "UrduPoint News / Sputnik", "Le Monde", ""};
const std::vector<std::string> kAgencies = {"AP", "AFP", "Sputnik", "Agence France-Presse"};
const std::vector<std::string> kPlaces = {"Paris", "New York", "New York/London", ""};
const std::vector<std::string> kSections = {"World", "Sport", "World News", ""};

std::string sentence(Random& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (i != 0) text += chance(random, 10) ? ", " : " ";
    text += pick(random, kWords);
  }
  return text;
}

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

Article some_article(Random& random, int number) {
  Article article;
  article.id = fmt::format("a{}", number);
  article.headline = sentence(random, below(random, 6));
  article.body = sentence(random, 3 + below(random, 25)) + "\n\n" + sentence(random, 4);
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

/// Writes query strings and counts the operators it used.
class QueryWriter {
 public:
  explicit QueryWriter(Random& random) : random_(random) {}

  std::string query() {
    std::string text;
    for (std::size_t units = 1 + below(random_, 3); units > 0; --units) {
      text += (text.empty() ? "" : " ") + disjunction(0);
    }
    return text;
  }

  std::map<std::string, int> used;

 private:
  std::string use(const char* what, std::string text) {
    ++used[what];
    return text;
  }

  std::string word() {
    std::string word = pick(random_, kWords);
    if (chance(random_, 20)) word[0] = static_cast<char>(std::toupper(word[0]) & 0xFF);
    return use("word", word);
  }

  std::string prefix() {
    // Cut between letters of ASCII words only: half a character is no query.
    static const std::vector<std::string> prefixes = {
        "na*",    "nation*",  "minist*", "pl*", "acc*", "elect*",
        "repat*", "nations*", "война*",  "mu*", "flo*", "repatriations*"};
    return use("prefix", pick(random_, prefixes));
  }

  std::string phrase() {
    return use("phrase", "\"" + sentence(random_, 1 + below(random_, 3)) + "\"");
  }

  std::string single() {
    static const std::vector<std::string> words = {"nation", "minister", "Syria", "Paris",
                                                   "plan",   "flood",    "the",   "война"};
    return pick(random_, words);
  }

  std::string near() {
    const unsigned distance = 1 + static_cast<unsigned>(below(random_, 6));
    std::string text = single();
    for (std::size_t more = 1 + below(random_, 2); more > 0; --more) {
      const std::string other = chance(random_, 20)   ? std::string("plan*")
                                : chance(random_, 20) ? "(" + single() + " OR " + single() + ")"
                                                      : single();
      text += fmt::format(" NEAR/{} {}", distance, other);
    }
    return use("near", text);
  }

  std::string filter() {
    static const std::vector<std::string> filters = {"source:sputnik",
                                                     "source:times",
                                                     "source:\"The Times\"",
                                                     "source:\"UrduPoint News\"",
                                                     "source:(reuters OR \"Le Monde\")",
                                                     "agency:sputnik",
                                                     "agency:\"agence france-presse\"",
                                                     "place:york",
                                                     "place:\"New York\"",
                                                     "section:world",
                                                     "section:\"World\"",
                                                     "author:muller",
                                                     "author:\"J. O'Neil\"",
                                                     "tag:rights",
                                                     "tag:floods",
                                                     "lang:fr",
                                                     "lang:ru",
                                                     "flag:date-conflict"};
    return use("filter", pick(random_, filters));
  }

  std::string date() {
    const int year = 2014 + static_cast<int>(below(random_, 8));
    const int month = 1 + static_cast<int>(below(random_, 12));
    const int day = 1 + static_cast<int>(below(random_, 28));
    switch (below(random_, 7)) {
      case 0:
        return use("date", fmt::format("date:{}", year));
      case 1:
        return use("date", fmt::format("date:{}-{:02}", year, month));
      case 2:
        return use("date", fmt::format("date:{}-{:02}-{:02}", year, month, day));
      case 3:
        return use("date",
                   fmt::format("date:{}-{:02}-{:02}..{}-{:02}", year, month, day, year + 1, month));
      case 4:
        return use("date", fmt::format("date:..{}", year));
      case 5:
        return use("date", fmt::format("date:\"since {}-{:02}-{:02}\"", year, month, day));
      default:
        return use("date none", "date:none");
    }
  }

  std::string primary(int depth) {
    const std::size_t dice = below(random_, 100);
    if (dice < 32) return word();
    if (dice < 42) return phrase();
    if (dice < 50) return prefix();
    if (dice < 60) return "(" + near() + ")";
    if (dice < 68) return filter();
    if (dice < 75) return date();
    if (dice < 83) return use("title", "title:" + (chance(random_, 50) ? word() : phrase()));
    if (dice < 86) return use("title", "title:(" + word() + " OR " + prefix() + ")");
    if (depth >= 3) return word();
    std::string inside = disjunction(depth + 1);
    if (chance(random_, 50)) inside += " " + disjunction(depth + 1);
    return use("brackets", "(" + inside + ")");
  }

  std::string disjunction(int depth) {
    std::string text = (chance(random_, 10) ? use("not", "-") : "") + primary(depth);
    for (std::size_t more = below(random_, 3); more > 0 && chance(random_, 40); --more) {
      switch (below(random_, 3)) {
        case 0:
          text += use("or", " OR ");
          break;
        case 1:
          text += use("and", " AND ");
          break;
        default:
          text += use("not", " NOT ");
      }
      text += primary(depth);
    }
    return text;
  }

  Random& random_;
};

std::set<std::string> ids_of(const SearchResult& result) {
  std::set<std::string> ids;
  for (const Hit& hit : result.hits) ids.insert(hit.article.id);
  return ids;
}

std::set<std::string> expected_ids(oracle::Oracle& oracle, const query::Node& tree) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < oracle.articles().size(); ++i) {
    if (oracle.matches(i, tree)) ids.insert(oracle.articles()[i].id);
  }
  return ids;
}

std::map<std::string, std::uint64_t> expected_counts(const oracle::Oracle& oracle,
                                                     const std::set<std::string>& ids,
                                                     const std::string& field) {
  std::map<std::string, std::uint64_t> counts;
  for (const Article& article : oracle.articles()) {
    if (!ids.contains(article.id)) continue;
    const std::string date = iso(article.published.date);
    if (field == "source" && !article.source.empty()) ++counts[article.source];
    if (field == "year" && date.size() >= 4) ++counts[date.substr(0, 4)];
    if (field == "month" && date.size() >= 7) ++counts[date.substr(0, 7)];
    if (field == "language") ++counts[article.language];
    if (field == "agency") {
      for (const std::string& agency : article.agencies) ++counts[agency];
    }
  }
  return counts;
}

void check_facets(const SearchResult& result, const oracle::Oracle& oracle,
                  const std::set<std::string>& ids) {
  for (const FacetCounts& facet : result.facets) {
    std::map<std::string, std::uint64_t> counts;
    for (const FacetValue& value : facet.values) counts[value.value] = value.articles;
    CAPTURE(facet.field);
    REQUIRE(counts == expected_counts(oracle, ids, facet.field));
  }
}

bool has_positions(const query::Step& step) {
  return step.op == query::Step::Op::Phrase || step.op == query::Step::Op::Near ||
         std::any_of(step.children.begin(), step.children.end(), has_positions);
}

/// Enquire finds the same articles, and each has the same score but for the rounding of a float.
/// Scores are not compared where a phrase or NEAR stands below another operator: libxapian 1.4.22
/// may count its words there in an article where they do not stand together.
void check_scores(const SearchRequest& request, const SearchResult& result,
                  reference::Reference& reference) {
  const query::Plan plan =
      query::plan(read_query(request), Searcher(request.archive).archive(), request.query);
  const std::map<std::string, double> theirs = reference.scores(plan);
  REQUIRE(theirs.size() == result.hits.size());
  const bool comparable =
      result.sort == Sort::Relevance &&
      std::none_of(plan.root.children.begin(), plan.root.children.end(), has_positions);
  for (const Hit& hit : result.hits) {
    CAPTURE(hit.id);
    REQUIRE(theirs.contains(hit.id));
    if (!comparable) continue;
    REQUIRE(hit.score == Approx(theirs.at(hit.id)).epsilon(1e-6));
  }
}

void check_order(const SearchResult& result) {
  for (std::size_t i = 1; i < result.hits.size(); ++i) {
    const std::string before = sortable(result.hits[i - 1].article.published.date);
    const std::string after = sortable(result.hits[i].article.published.date);
    switch (result.sort) {
      case Sort::Relevance:
        REQUIRE(result.hits[i - 1].score >= result.hits[i].score);
        break;
      case Sort::Newest:
        REQUIRE(before >= after);  // the undated, whose text is empty, come last
        break;
      case Sort::Oldest:
        REQUIRE((after.empty() || (!before.empty() && before <= after)));
        break;
    }
  }
}

void check_pages(SearchRequest request, const SearchResult& whole) {
  request.limit = 7;
  request.facets.clear();
  std::vector<std::string> paged;
  do {
    const SearchResult page = search(request);
    for (const Hit& hit : page.hits) paged.push_back(hit.article.id);
    request.page = page.next_page;
  } while (!request.page.empty());
  std::vector<std::string> all;
  for (const Hit& hit : whole.hits) all.push_back(hit.article.id);
  REQUIRE(paged == all);
}

/// Fills an archive in several publications, with replaced and deleted articles between them.
std::vector<Article> fill(const std::filesystem::path& directory, Random& random) {
  std::map<int, Article> alive;
  Writer writer(directory, {2, std::chrono::milliseconds(0)});
  const auto publish = [&] { writer.publish([](std::size_t, std::uint64_t) {}); };
  for (int batch = 0; batch < 4; ++batch) {
    for (int i = batch * kArticles / 4; i < (batch + 1) * kArticles / 4; ++i) {
      alive[i] = some_article(random, i);
      writer.submit(Prepared(alive[i]));
    }
    for (int i = 0; i < 5 && batch > 0; ++i) {
      const int old =
          static_cast<int>(below(random, static_cast<std::size_t>(batch) * kArticles / 4));
      if (!alive.contains(old)) continue;
      alive[old] = some_article(random, old);
      writer.submit(Prepared(alive[old]));
    }
    publish();
    const int gone = static_cast<int>(below(random, kArticles / 4));
    if (alive.erase(gone) != 0) {
      REQUIRE(writer.remove(fmt::format("a{}", gone)));
      publish();
    }
  }
  std::vector<Article> articles;
  for (const auto& [number, article] : alive) articles.push_back(article);
  return articles;
}

std::uint64_t seed_of_run() {
  const char* given = std::getenv("DATELINE_TEST_SEED");
  return given == nullptr ? 20191213 : std::strtoull(given, nullptr, 10);
}

}  // namespace

TEST_CASE(
    "every query finds, counts, scores, orders and pages what a brute-force scan and Enquire do") {
  const std::uint64_t seed = seed_of_run();
  CAPTURE(seed);
  Random random(seed);
  std::map<std::string, int> used;
  int matched = 0;
  for (const ShardBy shard_by : {ShardBy::Year, ShardBy::Month, ShardBy::None}) {
    const test::Temporary directory;
    create(directory.path() / "archive", shard_by);
    oracle::Oracle oracle(fill(directory.path() / "archive", random));
    reference::Reference reference(oracle.articles());
    QueryWriter writer(random);
    for (int i = 0; i < kQueries; ++i) {
      SearchRequest request;
      request.archive = directory.path() / "archive";
      request.query = writer.query();
      request.require_all = chance(random, 20);
      if (chance(random, 20)) request.from = fmt::format("{}-0{}", 2014 + below(random, 6), 3);
      if (chance(random, 20)) request.to = fmt::format("{}-11-20", 2019 + below(random, 3));
      request.sort = static_cast<Sort>(below(random, 3));
      request.limit = 1000;
      request.facets = {"source", "agency", "year", "month", "language"};
      request.today = *make_date(2020, 6, 15);
      CAPTURE(name_of(shard_by), request.query, request.require_all, request.from, request.to);
      const std::set<std::string> expected = expected_ids(oracle, read_query(request));
      const SearchResult result = search(request);
      REQUIRE(ids_of(result) == expected);
      REQUIRE(result.total == expected.size());
      check_facets(result, oracle, expected);
      check_order(result);
      check_scores(request, result, reference);
      if (i % 10 == 0) check_pages(request, result);
      if (i % 10 == 5) {
        const std::string count = fmt::format("matches\n  {} article", expected.size());
        REQUIRE(explain(request).find(count) != std::string::npos);
      }
      matched += expected.empty() ? 0 : 1;
    }
    for (const auto& [what, times] : writer.used) used[what] += times;
  }
  // A test that asks nothing cannot fail: each operator was asked, and often answered.
  for (const char* what : {"word", "prefix", "phrase", "near", "filter", "date", "date none",
                           "title", "brackets", "and", "or", "not"}) {
    CAPTURE(what);
    CHECK(used[what] >= kQueries / 15);
  }
  CHECK(matched >= 3 * kQueries * 3 / 10);
}
