// SPDX-License-Identifier: GPL-2.0-or-later
// Matching segments at the same time finds what matching one after another does.
#include "searcher/find/segment_windows.h"

#include "common/engine/query/parser.h"
#include "common/errors/errors.h"
#include "indexer/commands/create/create.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/temporary.h"

#include <numeric>

#include <catch2/catch.hpp>

namespace segment_windows_test {

using namespace dateline;
using namespace dateline::commands;

namespace {

constexpr int kLeastRounds = 50;
constexpr int kRounds = 500;

query::Limits no_time() {
  query::Limits limits;
  limits.seconds = 0;
  return limits;
}

struct Months {
  test::Temporary directory;
  Archive archive = made();
  query::Plan plan;
  std::vector<std::uint32_t> segments;

  explicit Months(const std::string& text) {
    query::ParseOptions options;
    options.today = *make_date(2020, 6, 15);
    plan = query::plan(query::parse(text, options), archive, text);
    segments.resize(archive.segments().size());
    std::iota(segments.begin(), segments.end(), 0U);
  }

  Archive made() {
    test::Random random(test::seed_of_run());
    create(directory.path() / "archive", ShardBy::Month);
    test::fill(directory.path() / "archive", random, 160);
    return Archive::open(directory.path() / "archive");
  }
};

/// Documents and scores.
using Found = std::vector<std::pair<std::uint32_t, double>>;

Found one_after_another(const Months& of, std::uint32_t segment, match::Workspace& workspace) {
  Found found;
  of.archive.segments()[segment].use([&](const segment::Reader& reader) {
    match::Matcher matcher(of.plan, reader, workspace, true);
    match::Window window;
    while (matcher.next(window)) {
      window.matches.each(
          [&](std::uint32_t i) { found.emplace_back(window.first + i, window.scores[i]); });
    }
  });
  return found;
}

Found taken(SegmentWindows& windows) {
  Found found;
  for (const FoundWindow& window : windows.next()) {
    std::size_t n = 0;
    window.matches.each(
        [&](std::uint32_t i) { found.emplace_back(window.first + i, window.scores.at(n++)); });
    REQUIRE(n == window.scores.size());
  }
  return found;
}

}  // namespace

TEST_CASE("segments that are matched at the same time come in order, with the same scores") {
  const Months of("minister w/5 (plan OR Syria) nation*");
  REQUIRE(of.segments.size() > 10);
  match::Workspace workspace(std::size_t{1} << 20U);
  std::vector<Found> expected;
  std::size_t matches = 0;
  for (const std::uint32_t segment : of.segments) {
    expected.push_back(one_after_another(of, segment, workspace));
    matches += expected.back().size();
  }
  REQUIRE(matches > 10);
  test::Rounds rounds(kLeastRounds, kRounds);
  while (rounds.next()) {
    const int round = rounds.done() - 1;
    const auto helpers = static_cast<unsigned>(round) % 4;
    SegmentWindows windows(of.archive, of.plan, of.segments, workspace, true, helpers);
    // A consumer that stops early waits for nothing.
    const std::size_t wanted =
        round % 3 == 0 ? of.segments.size() : static_cast<std::size_t>(round) % of.segments.size();
    for (std::size_t s = 0; s < wanted; ++s) REQUIRE(taken(windows) == expected[s]);
  }
}

TEST_CASE("one segment is matched, too, and none") {
  const Months of("minister");
  match::Workspace workspace(0);
  test::Rounds rounds(kLeastRounds, kRounds);
  while (rounds.next()) {
    const int round = rounds.done() - 1;
    const std::vector<std::uint32_t> segments(static_cast<std::size_t>(round % 2), 0);
    SegmentWindows windows(of.archive, of.plan, segments, workspace, true, 1);
    if (!segments.empty()) static_cast<void>(taken(windows));
  }
}

TEST_CASE("looking for the words of a wildcard takes time that is counted") {
  const Months of("minister");
  const query::Deadline over(no_time());
  for (const std::string text : {"min*er", "fuzzy(minster)"}) {
    const query::Node tree = query::parse(text, {});
    CHECK_NOTHROW(query::plan(tree, of.archive, text));
    CHECK_THROWS_AS(query::plan(tree, of.archive, text, {}, over), Error);
  }
}

TEST_CASE("what goes wrong in a thread is reported where its segment is taken") {
  const Months of("minister w/5 plan");
  match::Workspace workspace(0, query::Deadline(no_time()));
  for (const unsigned helpers : {0U, 2U}) {
    SegmentWindows windows(of.archive, of.plan, of.segments, workspace, true, helpers);
    CHECK_THROWS_AS(windows.next(), Error);
  }
}

}  // namespace segment_windows_test
