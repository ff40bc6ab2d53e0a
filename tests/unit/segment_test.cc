// SPDX-License-Identifier: GPL-2.0-or-later
// The forward index and its parts.
#include "common/disk/pack.h"
#include "common/engine/match/dates.h"
#include "common/segment/forward.h"
#include "common/segment/story_table.h"
#include "common/segment/token_code.h"
#include "common/segment/wording.h"
#include "common/text/string_table.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace segment_test {

using namespace dateline;
using segment::Forward;

namespace {

/// Cuts and changes the file, its footer too; using it must throw each time.
template <typename Use>
void check_damage(const std::filesystem::path& file, Use use) {
  std::mt19937 random(4);
  std::ifstream in(file, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  constexpr std::size_t kElsewhere = 300;
  constexpr std::size_t kFooterBytes = 64;
  for (std::size_t i = 0; i < kElsewhere + kFooterBytes; ++i) {
    std::string bytes = whole;
    const std::size_t at =
        i < kElsewhere ? random() % bytes.size() : bytes.size() - 1 - (i - kElsewhere);
    bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1 + random() % 255));
    if (i < kElsewhere && i % 10 == 0) bytes.resize(random() % bytes.size());
    std::ofstream(file, std::ios::binary) << bytes;
    CAPTURE(at);
    CHECK_THROWS_AS(use(), disk::Damaged);
  }
}

}  // namespace

TEST_CASE("tokens of every length come back, and none occurs inside another") {
  std::vector<std::uint32_t> numbers;
  for (const std::uint32_t border : {0U, 64U, 6208U, 235'584U, 2'332'736U, 200'000'000U}) {
    for (std::uint32_t i = border < 3 ? 0 : border - 3; i < border + 3; ++i) numbers.push_back(i);
  }
  std::set<std::string> codes;
  std::string stream;
  for (const std::uint32_t number : numbers) {
    std::string code;
    segment::put_token(code, number);
    CHECK(segment::token_bytes(static_cast<unsigned char>(code[0])) == code.size());
    CHECK((code[0] & 0x80) != 0);
    for (std::size_t i = 1; i < code.size(); ++i) CHECK((code[i] & 0x80) == 0);
    CHECK(codes.insert(code).second);
    stream += code;
  }
  std::vector<std::uint32_t> read;
  std::size_t at = 0;
  for (std::uint32_t number = 0; segment::next_token(stream, at, number);) read.push_back(number);
  CHECK(read == numbers);
  at = 0;
  std::uint32_t number = 0;
  CHECK_FALSE(segment::next_token("\xF1\x05", at, number));  // cut
}

TEST_CASE("dates are numbers that sort as their text does") {
  const std::vector<std::string> dates = {
      "",           "0001",         "2019",           "201901",         "20190101",
      "2019010100", "201901010000", "20190101000000", "20190101000001", "20190102",
      "201902",     "20191231",     "2020",           "99991231"};
  for (std::size_t i = 0; i < dates.size(); ++i) {
    CHECK(segment::sortable_of(segment::date_number(dates[i])) == dates[i]);
    if (i > 0) CHECK(segment::date_number(dates[i - 1]) < segment::date_number(dates[i]));
  }
}

TEST_CASE(
    "instants are in the order of time, whatever the zone, and what is less precise is first") {
  // Each is later than the one before, or less precise at its beginning.
  const std::vector<std::string> dates = {"0001-01-01T00:00:00+14:00",
                                          "0001",
                                          "2019",
                                          "2019-01",
                                          "2019-01-01",
                                          "2019-01-01T00:00",
                                          "2019-01-01T00:00:00",
                                          "2019-01-01T00:00:01Z",
                                          "2019-12-13T23:30:00+09:00",
                                          "2019-12-13T10:00:00-05:00",
                                          "2019-12-14T00:30:00+09:00",
                                          "2019-12-13T12:00:00-05:00",
                                          "2020-01-01T08:00:00+14:00",
                                          "2020-01-01",
                                          "2019-12-31T20:00:00-05:00",
                                          "2020-02-29T23:59:59Z",
                                          "2020-03-01T05:31:00+05:30",
                                          "9999-12-31T23:59:59-12:00"};
  std::vector<std::uint64_t> instants;
  for (const std::string& text : dates) {
    CAPTURE(text);
    instants.push_back(segment::instant_of(std::get<Date>(parse_date(text))));
    CHECK(instants.back() != 0);
    if (instants.size() > 1) CHECK(instants[instants.size() - 2] < instants.back());
  }
  CHECK(segment::instant_of(Date{}) == 0);
  CHECK(segment::instant_of(std::get<Date>(parse_date("2019-12-13T10:00+01:00"))) ==
        segment::instant_of(std::get<Date>(parse_date("2019-12-13T09:00Z"))));
  CHECK(segment::zone_of(std::get<Date>(parse_date("2019-12-13T10:00+01:00"))) == 60);
  CHECK(segment::zone_of(std::get<Date>(parse_date("2019-12-13"))) == 0);
}

TEST_CASE("beyond a clock, instants are bounded by the zones that there are") {
  std::mt19937 random(6);
  const std::vector<std::vector<std::int16_t>> groups = {
      {0}, {-300}, {0, 60}, {-720, 840}, {-720, -300, 0, 330, 540, 840}};
  for (const std::vector<std::int16_t>& group : groups) {
    std::vector<std::uint64_t> published;
    for (int i = 0; i < 400; ++i) {
      Date date = *make_date(2019, 12, 30);
      if (i % 9 != 0) {
        date.hour = static_cast<int>(random() % 24);
        date.precision = i % 2 == 0 ? Precision::Minute : Precision::Second;
      }
      published.push_back(i < 20 ? 0 : segment::date_number(sortable(date)));
    }
    std::sort(published.begin(), published.end());
    std::vector<std::int16_t> zones;
    for (std::size_t i = 0; i < published.size(); ++i)
      zones.push_back(group[random() % group.size()]);
    const auto [least, greatest] = std::minmax_element(zones.begin(), zones.end());
    const segment::Instants instants(published, zones, *least, *greatest);
    for (std::uint32_t at = 1; at <= published.size(); ++at) {
      for (std::uint32_t docid = 1; docid <= published.size(); ++docid) {
        if (published[docid - 1] == 0) continue;
        if (docid <= at) REQUIRE(instants[docid] <= instants.latest_until(published[at - 1]));
        if (docid >= at) REQUIRE(instants[docid] >= instants.earliest_from(published[at - 1]));
      }
    }
  }
}

TEST_CASE("a forward index is read as it was written, and any flipped byte is found") {
  const test::Temporary directory;
  {
    segment::ForwardWriter writer(directory.path());
    for (std::uint32_t i = 1; i <= 500; ++i) {
      std::string tokens;
      for (std::uint32_t t = 0; t < i % 40; ++t) segment::put_token(tokens, t * i);
      writer.add_article(fmt::format("id{}", i), i, i / 7,
                         static_cast<std::int16_t>(i % 3 * 60 - 60), tokens);
      for (const schema::Slot slot : segment::column_slots()) {
        writer.column(slot).add(
            i % 5 == 0 ? "" : fmt::format("{}-{}", static_cast<unsigned>(slot), i % 11));
      }
    }
    writer.finish({{segment::hash_of("flood"), 3}, {segment::hash_of("elb"), 1}});
  }
  const Forward forward(directory.path());
  REQUIRE(forward.documents() == 500);
  for (std::uint32_t i = 1; i <= 500; ++i) {
    CHECK(forward.id(i) == fmt::format("id{}", i));
    CHECK(forward.lengths()[i - 1] == i);
    CHECK(forward.published()[i - 1] == i / 7);
    CHECK(forward.zone(i) == static_cast<int>(i % 3) * 60 - 60);
    std::uint32_t count = 0;
    std::size_t at = 0;
    for (std::uint32_t n = 0; segment::next_token(forward.tokens(i), at, n); ++count) {
      CHECK(n == count * i);
    }
    CHECK(count == i % 40);
    for (const schema::Slot slot : segment::column_slots()) {
      const auto& column = forward.column(slot);
      CHECK(column.value(column.ordinal(i)) ==
            (i % 5 == 0 ? "" : fmt::format("{}-{}", static_cast<unsigned>(slot), i % 11)));
    }
  }
  CHECK(forward.token_of("flood") == 3);
  CHECK(forward.token_of("elb") == 1);
  CHECK(forward.token_of("rhine") == segment::kHeadlineEnd);
  CHECK_NOTHROW(forward.verify());
  check_damage(directory.path() / segment::kForwardName, [&] {
    const Forward damaged(directory.path());
    for (std::uint32_t docid = 1; docid <= damaged.documents(); ++docid) {
      static_cast<void>(damaged.tokens(docid));
      static_cast<void>(damaged.id(docid));
    }
    damaged.verify();
  });
}

TEST_CASE("a table of stories is read as it was written, and any flipped byte is found") {
  const test::Temporary directory;
  const std::filesystem::path file = directory.path() / segment::kStoriesName;
  segment::StoryTable table;
  for (std::uint32_t docid = 1; docid <= 200; ++docid) {
    table.numbers.push_back(docid % 7 == 0 ? 7 : std::uint64_t{docid} * 1'000'003);
    table.published.push_back(docid);
    table.zones.push_back(static_cast<std::int16_t>(docid));
    table.features.push_back({docid / 3, docid});
  }
  segment::write_stories(file, table);
  const segment::Stories stories(file);
  CHECK(stories.numbers().size() == 200);
  CHECK(stories.has_zones());
  CHECK(stories.instants().size() == 200);
  CHECK(stories.articles(7).size() == 28);
  CHECK(stories.articles(7).front() == 7);
  CHECK(stories.articles(7).back() == 196);
  CHECK(stories.articles(1'000'003).size() == 1);
  CHECK(stories.articles(8).empty());
  CHECK_NOTHROW(stories.verify());
  check_damage(file, [&] {
    const segment::Stories damaged(file);
    for (const std::uint64_t number : damaged.numbers()) {
      static_cast<void>(damaged.articles(number));
    }
    damaged.verify();
  });
}

TEST_CASE("wording is read as it was written, and any flipped byte is found") {
  const test::Temporary directory;
  const auto article = [](std::uint32_t docid) {
    segment::ArticleWording words;
    const std::uint32_t count = docid % 30;
    for (std::uint32_t i = 0; i < count; ++i) {
      words.forms.push_back(i * docid % 9);
      if (i % 7 == 6) words.end_sentence(i % 14 == 13);
    }
    words.end_sentence(true);
    words.body_words = count / 2;
    if (count > 3) words.joined = {{1, 2, 5, 0}, {count - 1, 3, 6, 4, false}};
    return words;
  };
  {
    segment::WordingWriter writer(directory.path() / segment::kWordingName);
    for (std::uint32_t docid = 1; docid <= 300; ++docid) writer.add_article(article(docid));
    const std::vector<segment::Form> floods = {
        {"flood", "flood", 3}, {"Floods", "floods", 9}, {"FLOOD", "flood", 1}};
    const std::vector<segment::Form> elbe = {{"Elbe", "elbe", 2}};
    writer.add_term("flood", floods, segment::order_forms(floods));
    writer.add_term("elb", elbe, segment::order_forms(elbe));
    writer.finish();
  }
  const segment::Wording wording(directory.path() / segment::kWordingName);
  REQUIRE(wording.documents() == 300);
  segment::ArticleWording read;
  for (std::uint32_t docid = 1; docid <= 300; ++docid) {
    const segment::ArticleWording wanted = article(docid);
    const auto words = static_cast<std::uint32_t>(wanted.forms.size());
    wording.read(docid, words, read);
    CHECK(read.forms == wanted.forms);
    CHECK(read.body_words == wanted.body_words);
    REQUIRE(read.sentences.size() == wanted.sentences.size());
    for (std::size_t i = 0; i < read.sentences.size(); ++i) {
      CHECK(read.sentences[i].words == wanted.sentences[i].words);
      CHECK(read.sentences[i].ends_paragraph == wanted.sentences[i].ends_paragraph);
    }
    REQUIRE(read.joined.size() == wanted.joined.size());
    for (std::size_t i = 0; i < read.joined.size(); ++i) {
      CHECK(read.joined[i].last == wanted.joined[i].last);
      CHECK(read.joined[i].term == wanted.joined[i].term);
      CHECK(read.joined[i].form == wanted.joined[i].form);
      CHECK(read.joined[i].hyphenated == wanted.joined[i].hyphenated);
    }
    std::vector<segment::Sentence> sentences;
    wording.read_sentences(docid, words, sentences);
    CHECK(sentences.size() == wanted.sentences.size());
  }
  REQUIRE(wording.terms() == 2);
  CHECK(wording.term(1) == "flood");
  CHECK(wording.forms(1) == 3);
  CHECK(wording.form(1, 0) == "Floods");  // the most frequent
  CHECK(wording.form(1, 1) == "flood");
  CHECK(wording.word_of_form(1, 2) == "flood");
  CHECK(wording.forms_before(2) == 3);
  CHECK(wording.form(2, 0) == "Elbe");
  CHECK(wording.words() == 3);
  CHECK(wording.term_of_word(2) == 2);
  CHECK(wording.is_joined(5));
  CHECK_FALSE(wording.is_joined(1));
  CHECK(wording.is_joined_without_hyphen(6));
  CHECK_FALSE(wording.is_joined_without_hyphen(5));
  CHECK_THROWS_AS(wording.form(2, 1), disk::Damaged);
  CHECK_NOTHROW(wording.verify());
  check_damage(directory.path() / segment::kWordingName, [&] {
    const segment::Wording damaged(directory.path() / segment::kWordingName);
    for (std::uint32_t docid = 1; docid <= damaged.documents(); ++docid) {
      damaged.read(docid, docid % 30, read);
    }
    for (std::uint32_t term = 1; term <= damaged.terms(); ++term) {
      for (std::uint32_t n = 0; n < damaged.forms(term); ++n) {
        static_cast<void>(damaged.form(term, n));
        static_cast<void>(damaged.word_of_form(term, n));
      }
    }
    damaged.verify();
  });
}

TEST_CASE("strings get numbers in order of arrival") {
  text::StringTable table;
  CHECK(table.insert("") == std::pair<std::uint32_t, bool>(0, true));
  for (std::uint32_t i = 1; i < 20'000; ++i) {
    CHECK(table.insert(std::to_string(i)) == std::pair(i, true));
  }
  CHECK(table.insert("") == std::pair<std::uint32_t, bool>(0, false));
  CHECK(table.insert("777") == std::pair<std::uint32_t, bool>(777, false));
  CHECK(table[777] == "777");
  table.clear();
  CHECK(table.size() == 0);
  CHECK(table.insert("777") == std::pair<std::uint32_t, bool>(0, true));
}

TEST_CASE("strings of any length and any bytes are told apart") {
  text::StringTable table;
  std::vector<std::string> strings;
  for (std::size_t length = 0; length < 40; ++length) {
    for (const char last : {'\0', 'a', '\xFF'}) {
      strings.push_back(std::string(length, 'a') + last);
      strings.push_back(std::string(length, '\0') + last);
      strings.push_back(std::string(length, '\xFF') + last);
    }
  }
  std::map<std::string, std::uint32_t> numbers;
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : strings) {
      const auto [it, is_new] = numbers.emplace(text, static_cast<std::uint32_t>(numbers.size()));
      CHECK(table.insert(text) == std::pair(it->second, is_new));
      CHECK(table[it->second] == text);
    }
  }
  CHECK(table.size() == numbers.size());
}

TEST_CASE("a range of dates is the documents that lie in it wholly") {
  std::mt19937 random(5);
  const auto below = [&](std::size_t n) { return static_cast<int>(random() % n); };
  std::vector<Date> dates;
  for (int i = 0; i < 600; ++i) {
    const int year = 2017 + below(3);
    const int month = below(4) == 0 ? 0 : 1 + below(12);
    const int day = month == 0 || below(4) == 0 ? 0 : 1 + below(28);
    dates.push_back(i % 50 == 0 ? Date{} : *make_date(year, month, day));
  }
  std::sort(dates.begin(), dates.end(),
            [](const Date& a, const Date& b) { return sortable(a) < sortable(b); });
  std::vector<std::uint64_t> published;
  for (const Date& date : dates) published.push_back(segment::date_number(sortable(date)));
  const std::int64_t origin = day_number(*make_date(2016, 12, 1));
  for (int i = 0; i < 3000; ++i) {
    DateRange range{origin + below(1200), 0};
    if (i % 3 == 0) range.first_day = day_number(*make_date(2017 + below(3), 1 + below(12), 1));
    range.last_day = range.first_day + below(i % 2 == 0 ? 60 : 900);
    if (i % 5 == 0) range.last_day = whole_period(*make_date(2017 + below(3), 0, 0)).last_day;
    if (i == 7) range = all_days();
    std::vector<std::uint32_t> expected;
    for (std::uint32_t docid = 1; docid <= dates.size(); ++docid) {
      if (!dates[docid - 1].known()) continue;
      const DateRange own = whole_period(dates[docid - 1]);
      if (own.first_day >= range.first_day && own.last_day <= range.last_day) {
        expected.push_back(docid);
      }
    }
    std::vector<std::uint32_t> found;
    for (const match::DocidRange& part : match::docids_within(range, published)) {
      for (std::uint32_t docid = part.begin; docid < part.end; ++docid) found.push_back(docid);
    }
    CAPTURE(range.first_day, range.last_day);
    REQUIRE(found == expected);
  }
}

}  // namespace segment_test
