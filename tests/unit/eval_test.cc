// SPDX-License-Identifier: GPL-2.0-or-later
// Measures against figures worked out by hand, and topics, judgements and runs as people write
// them. The figures are those that trec_eval 9.0 prints for the same files.
#include "searcher/verbs/eval/eval.h"

#include "common/disk/file.h"
#include "searcher/verbs/eval/qrels.h"
#include "searcher/verbs/eval/render.h"
#include "searcher/verbs/eval/run.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/temporary.h"

#include <cmath>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace eval_test {

using namespace dateline;
using namespace test;
namespace fs = std::filesystem;

namespace {

// Topic 1. Relevant: a (1), c (2), d (1); not relevant: b, e; f is "-1", not judged; x is unknown.
//   c and b have one score, and c is first because it is the last by name: x c b a e f
//   MAP      c at rank 2, a at rank 4, d not found: (1/2 + 2/4 + 0) / 3            = 0.3333
//   nDCG@10  found: 2 / log2 3 + 1 / log2 5 = 1.2619 + 0.4307 = 1.6925
//            best:  2 / log2 2 + 1 / log2 3 + 1 / log2 4 = 2 + 0.6309 + 0.5 = 3.1309
//            1.6925 / 3.1309                                                       = 0.5406
//   P@10     a and c: 2 / 10                                                       = 0.2000
//   MRR      c at rank 2: 1 / 2                                                    = 0.5000
//   bpref    R = 3, N = 2. Above c none: 1. Above a b: 1 - 1/2. d: 0. 1.5 / 3      = 0.5000
//   recall   2 / 3                                                                 = 0.6667
// Topic 2 has no relevant article, and topic 3 finds nothing: all 0.
// Topic 4. Relevant: a, c; not relevant: b, d, e. Ties but for d: d c b a
//   MAP      c at rank 2, a at rank 4: (1/2 + 2/4) / 2                             = 0.5000
//   nDCG@10  (1 / log2 3 + 1 / log2 5) / (1 + 1 / log2 3) = 1.0616 / 1.6309        = 0.6509
//   P@10     2 / 10                                                                = 0.2000
//   MRR      1 / 2                                                                 = 0.5000
//   bpref    R = 2, N = 3. Above c d: 1 - 1/2. Above a d and b: 1 - 2/2. 0.5 / 2   = 0.2500
//   recall   2 / 2                                                                 = 1.0000
// Topic 5. The one relevant article is at rank 11, below what nobody judged.
//   MAP, MRR 1 / 11                                                                = 0.0909
//   nDCG@10, P@10: 0; bpref, recall: 1
// Means of five: MAP (0.3333 + 0.5 + 0.0909) / 5 = 0.1848; nDCG@10 (0.5406 + 0.6509) / 5 = 0.2383;
//   P@10 0.4 / 5 = 0.08; MRR (0.5 + 0.5 + 0.0909) / 5 = 0.2182; bpref 1.75 / 5 = 0.35;
//   recall (0.6667 + 2) / 5 = 0.5333
constexpr std::string_view kQrels =
    "1 0 a 1\n1 0 b 0\n1 0 c 2\n1 0 d 1\n1 0 e 0\n1 0 f -1\n"
    "2 0 b 0\n"
    "3 0 a 1\n"
    "4 0 a 1\n4 0 b 0\n4 0 c 1\n4 0 d 0\n4 0 e 0\n"
    "5 0 k 1\n";
constexpr std::string_view kRun =
    "1 Q0 x 1 9.0 t\n1 Q0 b 2 8.0 t\n1 Q0 c 3 8.0 t\n1 Q0 a 4 7.5 t\n1 Q0 e 5 7.0 t\n"
    "1 Q0 f 6 6.0 t\n"
    "2 Q0 b 1 1 t\n"
    "4 Q0 a 1 1 t\n4 Q0 b 2 1 t\n4 Q0 c 3 1 t\n4 Q0 d 4 2 t\n"
    "5 Q0 u1 1 12 t\n5 Q0 u2 2 11 t\n5 Q0 u3 3 10 t\n5 Q0 u4 4 9 t\n5 Q0 u5 5 8 t\n"
    "5 Q0 u6 6 7 t\n5 Q0 u7 7 6 t\n5 Q0 u8 8 5 t\n5 Q0 u9 9 4 t\n5 Q0 u10 10 3 t\n"
    "5 Q0 k 11 2 t\n5 Q0 u12 12 1 t\n"
    "9 Q0 a 1 1 t\n";

const std::vector<std::pair<std::string, Scores>> kByHand = {
    {"1", {0.3333, 0.5406, 0.2, 0.5, 0.5, 0.6667}},
    {"2", {0, 0, 0, 0, 0, 0}},
    {"3", {0, 0, 0, 0, 0, 0}},
    {"4", {0.5, 0.6509, 0.2, 0.5, 0.25, 1}},
    {"5", {0.0909, 0, 0, 0.0909, 1, 1}},
};
constexpr Scores kMeans = {0.1848, 0.2383, 0.08, 0.2182, 0.35, 0.5333};

/// Files of a test.
class Files {
 public:
  fs::path write(const std::string& name, std::string_view content) const {
    disk::replace_file(at(name), content);
    return at(name);
  }
  [[nodiscard]] fs::path at(const std::string& name) const { return directory_.path() / name; }

 private:
  Temporary directory_;
};

void check_scores(const Scores& scores, const Scores& expected) {
  for (std::size_t m = 0; m < kMeasures.size(); ++m) {
    INFO(kMeasures[m]);
    CHECK(std::abs(scores[m] - expected[m]) <= 0.00005);
  }
}

std::string topics_error(const Files& files, std::string_view content) {
  try {
    read_topics(files.write("topics", content));
  } catch (const Error& e) {
    CHECK(e.code() == Code::Usage);
    CHECK_FALSE(e.hint().empty());
    const std::string message = e.what();
    return message.substr(std::min(message.size(), files.at("").string().size()));
  }
  return "";
}

template <typename Read>
std::string error_of(const Files& files, std::string_view content, Read read) {
  try {
    read(files.write("lines", content));
  } catch (const Error& e) {
    CHECK(e.code() == Code::Usage);
    const std::string message = e.what();
    return message.substr(files.at("").string().size());
  }
  return "";
}

std::vector<std::string> words_of(const std::optional<query::Node>& tree) {
  std::vector<std::string> words;
  if (!tree) return words;
  for (const query::Node& word : tree->children) {
    CHECK(word.kind == query::Kind::Word);
    words.push_back(word.text);
  }
  return words;
}

}  // namespace

TEST_CASE("measures are what is worked out by hand", "[eval]") {
  const Files files;
  EvalRequest request;
  request.qrels = files.write("qrels", kQrels);
  request.of = files.write("run", kRun);
  const EvalReport report = evaluate(request);
  REQUIRE(report.topics.size() == kByHand.size());
  for (std::size_t i = 0; i < kByHand.size(); ++i) {
    INFO("topic " << kByHand[i].first);
    CHECK(report.topics[i].number == kByHand[i].first);
    check_scores(report.topics[i].own.scores, kByHand[i].second);
  }
  check_scores(report.all.scores, kMeans);
  CHECK(report.all.relevant == 7);
  CHECK(report.all.relevant_found == 5);
  CHECK(report.unjudged == std::vector<std::string>{"9"});

  const std::string text = render_eval_text(report, true);
  CHECK(
      text.starts_with("5 topics, 7 relevant articles, 5 of them found\n"
                       "1 topic without a relevant article, counted as 0\n"
                       "1 topic for which nothing was found, counted as 0\n"
                       "1 topic that nobody judged, left out\n"));
  CHECK(text.find("\nnDCG@10         0.2383\n") != std::string::npos);
  CHECK(render_eval_csv(report, false).starts_with("topic,measure,value\r\nall,MAP,0.184848\r\n"));
}

TEST_CASE("topics that are named restrict what is measured", "[eval]") {
  const Files files;
  EvalRequest request;
  request.qrels = files.write("qrels", kQrels);
  request.of = files.write("run", kRun);
  request.topics = files.write("topics", "4\tties\n3\tnothing found\n");
  const EvalReport report = evaluate(request);
  CHECK(report.topics.size() == 2);
  CHECK(report.unjudged.empty());
  check_scores(report.all.scores, {0.25, 0.3255, 0.1, 0.25, 0.125, 0.5});
  request.topics = files.write("topics", "77\tof another collection\n");
  CHECK_THROWS_AS(evaluate(request), Error);
}

TEST_CASE("two runs are compared topic by topic", "[eval]") {
  const Files files;
  EvalRequest request;
  request.qrels = files.write("qrels", kQrels);
  request.of = files.write("run", kRun);
  request.against = files.write("other", "1 Q0 a 1 2 t\n3 Q0 a 1 1 t\n");
  const EvalReport report = evaluate(request);
  REQUIRE(report.compared.size() == kMeasures.size());
  // The other run: a first in topic 1, 1/3; topic 3: 1. Ours: better in 4 and 5, worse in 3; in
  // topic 1 the same.
  CHECK(report.compared[0].better == 2);
  CHECK(report.compared[0].worse == 1);
  CHECK(report.against.scores[0] == Approx((1.0 / 3 + 1) / 5));
  CHECK(report.topics[2].against.scores[0] == 1);
  // Differences of MAP are 0, 0, -1, 0.5 and 1/11: no way to set their signs makes a sum nearer 0.
  CHECK(report.compared[0].significance.randomisation == 1);
  const std::string text = render_eval_text(report, false);
  CHECK(text.find("MAP             0.1848    0.2667     -0.0818") != std::string::npos);
}

TEST_CASE("probabilities of chance", "[eval]") {
  CHECK(student_two_sided(1, 1) == Approx(0.5));
  CHECK(student_two_sided(2, 10) == Approx(0.0733880348));
  CHECK(student_two_sided(-2.2281388520, 10) == Approx(0.05));
  CHECK(student_two_sided(1.9599639845, 1e6) == Approx(0.05).epsilon(1e-4));
  CHECK(student_two_sided(0, 7) == Approx(1));
  // Mean 3, standard error 0.7071: t = 4.2426 with 4 degrees of freedom.
  const Significance p = test_significance({1, 2, 3, 4, 5});
  CHECK(*p.student == Approx(0.01323554).epsilon(1e-5));
  CHECK(p.randomisation == Approx(2.0 / 32).margin(0.003));
  CHECK(test_significance({1, 2, 3, 4, 5}).randomisation == p.randomisation);
  CHECK_FALSE(test_significance({0.5}).student);
  CHECK_FALSE(test_significance({0.5, 0.5}).student);
  CHECK_FALSE(test_significance({0.1, 0.1, 0.1}).student);
  CHECK(*test_significance({0, 0, 0}).student == 1);
  CHECK(test_significance({0, 0, 0}).randomisation == 1);
}

TEST_CASE("randomisation comes near what all assignments of signs say", "[eval]") {
  Random random(seed_of_run());
  for (int round = 0; round < 5; ++round) {
    std::vector<double> differences;
    for (int i = 0; i < 10; ++i) {
      differences.push_back(static_cast<double>(below(random, 201)) / 100 - 0.8);
    }
    const auto sum = [&](unsigned signs) {
      double all = 0;
      for (unsigned i = 0; i < 10; ++i)
        all += (signs >> i & 1U) != 0 ? differences[i] : -differences[i];
      return std::abs(all);
    };
    unsigned as_far = 0;
    for (unsigned signs = 0; signs < 1024; ++signs)
      as_far += sum(signs) >= sum(1023) - 1e-9 ? 1U : 0U;
    CHECK(test_significance(differences).randomisation == Approx(as_far / 1024.0).margin(0.01));
  }
}

TEST_CASE("topics are read as TREC and others write them", "[eval]") {
  const Files files;
  const std::vector<Topic> open =
      read_topics(files.write("topics",
                              "\n<top>\n\n<num> Number: 301\n"
                              "<title> International  Organized\nCrime\n\n"
                              "<desc> Description:\nWho, & <b>what</b>?\n"
                              "<narr> Narrative:\nnot read\n</top>\n"
                              "<top>\n<num>302\n<title>Topic: AT&amp;T\n"));
  REQUIRE(open.size() == 2);
  CHECK(open[0].number == "301");
  CHECK(open[0].title == "International Organized Crime");
  CHECK(open[0].description == "Who, & <b>what</b>?");
  CHECK(open[0].line == 2);
  CHECK(open[1].number == "302");
  CHECK(open[1].title == "AT&T");
  CHECK(open[1].description.empty());
  const std::vector<Topic> closed = read_topics(
      files.write("topics", "<TOP><NUM>A1</NUM><TITLE>one two</TITLE> <DESC>three</DESC></TOP>"));
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].number == "A1");
  CHECK(closed[0].title == "one two");
  CHECK(text_of(closed[0], TopicFields::Both, "f") == "one two three");
  CHECK(text_of(closed[0], TopicFields::Description, "f") == "three");
  const std::vector<Topic> tabbed =
      read_topics(files.write("topics", "7\tone two\r\n\n8\tthree\n"));
  REQUIRE(tabbed.size() == 2);
  CHECK(tabbed[0].title == "one two");
  CHECK(tabbed[1].line == 3);
  CHECK_THROWS_WITH(text_of(tabbed[1], TopicFields::Description, "f"),
                    "f:3: topic 8 has no description");
}

TEST_CASE("an invalid topic, judgement or run is reported with its line", "[eval]") {
  const Files files;
  CHECK(topics_error(files, "<top>\n<title>x\n</top>") == "topics:1: a topic without a number");
  CHECK(topics_error(files, "<top><num>1<title>a\n<title>b") ==
        "topics:2: a second <title> in one topic");
  CHECK(topics_error(files, "<num>1<title>a") == "topics:1: <num> outside of a topic");
  CHECK(topics_error(files, "<top><num>1\n<top><num>1") == "topics:2: a second topic 1");
  CHECK(topics_error(files, "<p>none</p>") == "topics:1: no topics");
  CHECK(topics_error(files, "") == "topics:1: no topics");
  CHECK(topics_error(files, "1\ta\n2 b") == "topics:2: no topic");
  CHECK(topics_error(files, "1\ta\n1 2\tb") == "topics:2: the topic's number '1 2' has a blank");
  CHECK(error_of(files, "1 0 a 1\n1 0 a\n", read_qrels) == "lines:2: 3 columns instead of 4");
  CHECK(error_of(files, "1 0 a x", read_qrels) == "lines:1: the relevance 'x' is not a number");
  CHECK(error_of(files, "1 0 a 1\n\n1 0 a 0", read_qrels) ==
        "lines:3: article a is judged twice for topic 1");
  CHECK(error_of(files, " \n", read_qrels) == "lines:1: no judgements");
  CHECK(error_of(files, "1 Q0 a 1 2.5", read_run) == "lines:1: 5 columns instead of 6");
  CHECK(error_of(files, "1 Q0 a 1 nan t", read_run) == "lines:1: the score 'nan' is not a number");
  CHECK(error_of(files, "1 Q0 a 1 2 t\n1 Q0 a 2 1 t", read_run) ==
        "lines:2: article a is listed twice for topic 1");
}

TEST_CASE("a topic's syntax is searched for as words", "[eval]") {
  CHECK(
      words_of(plain_words("(flood OR \"dam -NOT source:x AND title:y* date:2019..2018 NEAR/5")) ==
      std::vector<std::string>{"flood", "OR", "dam", "NOT", "source", "x", "AND", "title", "y",
                               "date", "2019", "2018", "NEAR", "5"});
  CHECK(words_of(plain_words("U.S. re-election, AT&T's")).front() == "U.S.");
  CHECK_FALSE(plain_words("?! -- \"\" *"));
  CHECK_FALSE(plain_words(""));
}

}  // namespace eval_test
