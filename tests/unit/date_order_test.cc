// SPDX-License-Identifier: GPL-2.0-or-later
// Dates in one file decide each other, wherever in the file the proof is.
#include "indexer/extract/date_order.h"

#include "indexer/extract/understand.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace date_order_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

const Date kNow = *from_sortable("20240601120000");

RawArticle raw(const std::string& date) {
  RawArticle article;
  article.headline = "A headline";
  article.date = date;
  article.date_evidence = Evidence::Meta;
  return article;
}

/// The dates of a file as understood: ISO, "*" after an inferred one, "?" for none.
std::string understood(const std::vector<std::string>& file, const Defaults& defaults = {}) {
  DateOrderGate gate;
  std::string all;
  const auto drain = [&] {
    while (const auto next = gate.take()) {
      const Article article = understand(next->raw, defaults, kNow, next->order);
      const std::string date = iso(article.published.date);
      all += all.empty() ? "" : " ";
      all += date.empty() ? "?" : date;
      for (const Flag flag : article.flags) {
        if (flag == Flag::DateOrderInferred) all += "*";
      }
    }
  };
  for (const std::string& date : file) {
    gate.put(raw(date));
    drain();
  }
  gate.close();
  drain();
  return all;
}

}  // namespace

TEST_CASE("the order of one date applies to those before and after it", "[date-order]") {
  CHECK(understood({"02/03/2019", "31/12/2019", "04/05/2019"}) ==
        "2019-03-02* 2019-12-31 2019-05-04*");
  CHECK(understood({"02/03/2019", "04/05/2019", "12/31/2019"}) ==
        "2019-02-03* 2019-04-05* 2019-12-31");
  CHECK(understood({"31/12/2019", "02/03/2019"}) == "2019-12-31 2019-03-02*");
  CHECK(understood({"02/03/2019 10:15", "Fri, 04/05/2019"}) == "2019-02-03T10:15* 2019-04-05");
}

TEST_CASE("a file that shows no order, or both, leaves its ambiguous dates undecided",
          "[date-order]") {
  CHECK(understood({"02/03/2019", "04/05/2019"}) == "? ?");
  CHECK(understood({"02/03/2019", "2019-12-31", "31.12.2019", "31 Dec 2019"}) ==
        "? 2019-12-31 2019-12-31 2019-12-31");
  CHECK(understood({"31/12/2019", "12/31/2019", "02/03/2019"}) == "2019-12-31 2019-12-31 ?");
  CHECK(understood({}).empty());
}

TEST_CASE("articles leave in the order of the file, none before the first that waits",
          "[date-order]") {
  DateOrderGate gate;
  gate.put(raw("2019-12-13"));
  CHECK(gate.take().has_value());
  gate.put(raw("02/03/2019"));
  gate.put(raw("2019-12-14"));
  CHECK_FALSE(gate.take());
  gate.put(raw("13/03/2019"));
  for (const char* date : {"02/03/2019", "2019-12-14", "13/03/2019"}) {
    const auto next = gate.take();
    REQUIRE(next);
    CHECK(next->raw.date == date);
    CHECK(next->order == DateOrder::DayFirst);
  }
  CHECK_FALSE(gate.take());
}

TEST_CASE("what waits is bounded", "[date-order]") {
  DateOrderGate gate;
  RawArticle large = raw("02/03/2019");
  large.body.resize(DateOrderGate::kMaxHeldBytes / 2, 'x');
  gate.put(large);
  CHECK_FALSE(gate.take());
  gate.put(large);
  const auto first = gate.take();
  REQUIRE(first);
  CHECK(first->order == DateOrder::Unknown);
  CHECK(gate.take().has_value());
}

TEST_CASE("an order that the user states is no inference", "[date-order]") {
  Defaults defaults;
  defaults.date_order = DateOrder::MonthFirst;
  CHECK(understood({"02/03/2019"}, defaults) == "2019-02-03");
  CHECK(understood({"02/03/2019", "31/12/2019"}, defaults) == "2019-02-03 2019-12-31");
}

}  // namespace date_order_test
