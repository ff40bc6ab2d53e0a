// SPDX-License-Identifier: GPL-2.0-or-later
// Many threads query an open archive at once. Also run under the thread sanitizer.
#include "common/archive/saved_searches.h"
#include "common/cli/failure_text.h"
#include "common/disk/fd.h"
#include "common/disk/file.h"
#include "common/fields/record.h"
#include "common/process/parallel.h"
#include "indexer/commands/create/create.h"
#include "indexer/writer/writer.h"
#include "searcher/alerts/alerts.h"
#include "searcher/export/export.h"
#include "searcher/render/hits.h"
#include "searcher/verbs/cite/cite.h"
#include "searcher/verbs/collocates/render.h"
#include "searcher/verbs/compare/render.h"
#include "searcher/verbs/eval/eval.h"
#include "searcher/verbs/eval/render.h"
#include "searcher/verbs/explain/explain.h"
#include "searcher/verbs/explain/render.h"
#include "searcher/verbs/facets/render.h"
#include "searcher/verbs/keyness/render.h"
#include "searcher/verbs/kwic/render.h"
#include "searcher/verbs/show/render.h"
#include "searcher/verbs/show/show.h"
#include "searcher/verbs/similar/render.h"
#include "searcher/verbs/story/render.h"
#include "searcher/verbs/timeline/render.h"
#include "tests/threads/keeper.h"
#include "tests/unit/random_archive.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace threads_test {

using namespace dateline;
using namespace dateline::commands;
namespace fs = std::filesystem;

namespace {

constexpr int kThreads = 16;
constexpr int kArticles = test::kIsSanitized ? 40 : 120;
constexpr int kPasses = test::kIsSanitized ? 1 : 5;
constexpr int kKeepingPasses = 2;  ///< in which a thread also saves and delivers
constexpr int kRevisions = test::kIsSanitized ? 1 : 4;  ///< published while threads ask
constexpr int kPublished = 5;                           ///< articles at a time

/// A verb with its options: what it prints.
struct Verb {
  std::string name;
  std::function<std::string(Searcher& searcher)> answer;
};

/// Of an archive of random articles, `id` among them.
class Verbs {
 public:
  Verbs(const fs::path& directory, std::string id) : directory_(directory), id_(std::move(id)) {
    request_.archive = directory / "archive";
    request_.today = *make_date(2020, 6, 15);
    request_.stories = true;
    request_.suggest = true;
    add_searches();
    add_readings();
    add_counts();
    add_exports();
    add_saved();
    add_eval();
  }

  [[nodiscard]] const std::vector<Verb>& all() const { return all_; }

 private:
  [[nodiscard]] SearchRequest about(const std::string& query) const {
    SearchRequest request = request_;
    request.query = query;
    return request;
  }

  void add(const std::string& name, std::function<std::string(Searcher&)> answer) {
    all_.push_back({name, std::move(answer)});
  }

  void add_search(const std::string& name, const SearchRequest& request) {
    add(name,
        [request](Searcher& searcher) { return render_json(request, searcher.search(request)); });
  }

  void add_searches() {
    for (const char* const query :
         {"minister plan", "minister w/5 (plan OR Syria)", "\"nation* minister\"",
          "nation* NOT plan", "fuzzy(minster) date:2018", "minsiter source:\"the tims\"", ""}) {
      add_search(fmt::format("search {}", query), about(query));
    }
    SearchRequest facets = about("minister OR plan");
    facets.facets = {"source", "agency", "language", "month"};
    add_search("search --facet", facets);
    SearchRequest collapse = about("minister plan Syria");
    collapse.collapse = true;
    collapse.per_source = 2;
    collapse.feedback = true;
    add_search("search --collapse --feedback", collapse);
    SearchRequest oldest = about("plan w/s Syria");
    oldest.sort = Sort::Oldest;
    add_search("search --sort oldest", oldest);
    // What one request leaves out, no other lacks.
    add("search --partial", [request = about("minister plan Syria")](Searcher& searcher) {
      const std::string shard = searcher.archive().segments().front().shard;
      searcher.leave_out(ShardDown(shard, "its server is down"));
      return render_json(request, searcher.search(request));
    });
    add("explain", [request = about("minister w/5 plan OR nation*")](Searcher& searcher) {
      return render_explanation_text(request, explain(request, searcher));
    });
  }

  void add_readings() {
    add("show", [this](Searcher& searcher) {
      return dump(render_article_json(find_article(searcher, id_).value()));
    });
    add("story", [this](Searcher& searcher) {
      return render_story_json(report_story(searcher, id_), /*diff=*/true);
    });
    add("similar", [this](Searcher& searcher) {
      SimilarRequest similar;
      similar.search = request_;
      similar.id = id_;
      return render_similar_json(find_similar(similar, searcher));
    });
    add("kwic", [request = about("minister w/5 plan")](Searcher& searcher) {
      KwicRequest kwic;
      kwic.search = request;
      kwic.sort = KwicSort::Left;
      return render_kwic_json(kwic, make_concordance(kwic, searcher));
    });
  }

  void add_counts() {
    add("facets", [request = about("minister OR plan")](Searcher& searcher) {
      FacetsRequest facets;
      facets.search = request;
      facets.fields = facet_fields();
      return render_facets_json(facets, count_facets(facets, searcher));
    });
    add("timeline", [request = about("minister")](Searcher& searcher) {
      TimelineRequest timeline;
      timeline.search = request;
      timeline.with = {"plan w/9 Syria"};
      return render_timeline_json(count_timeline(timeline, searcher));
    });
    add("keyness", [request = about("minister")](Searcher& searcher) {
      KeynessRequest keyness;
      keyness.search = request;
      return render_keyness_json(keyness, find_keyness(keyness, searcher));
    });
    add("collocates", [request = about("minister")](Searcher& searcher) {
      CollocatesRequest collocates;
      collocates.search = request;
      return render_collocates_json(collocates, find_collocates(collocates, searcher));
    });
    add("compare", [request = about("minister")](Searcher& searcher) {
      CompareRequest compare;
      compare.search = request;
      compare.with = "plan";
      return render_compare_json(compare_queries(compare, searcher));
    });
  }

  void add_exports() {
    add("export", [this](Searcher& searcher) {
      const fs::path file = directory_ / fmt::format("export-{}", ++files_);
      const disk::Fd out = disk::open(file, O_WRONLY | O_CREAT | O_EXCL);
      ExportRequest exporting;
      exporting.search = about("minister OR plan");
      exporting.manifest = file.string() + ".manifest";
      exporting.output = out.get();
      export_articles(exporting, searcher);
      return disk::read_file(file);
    });
    add("cite", [request = about("minister")](Searcher& searcher) {
      return render_json(cite(request, searcher));
    });
  }

  /// Searches that nobody changes while others are saved and forgotten beside them.
  void add_saved() {
    write_saved(request_.archive, {"kept", "minister w/9 plan"});
    write_saved(request_.archive, {test::kUnreadable, "(minister"});
    add_search("search query:kept", about("query:kept"));
    add("saved", [this](Searcher&) {
      std::string all;
      for (const char* const name : {"kept", test::kUnreadable}) {
        const SavedSearch saved = read_saved(request_.archive, name);
        const auto problem = alerts::problem_of(request_, request_.archive, saved);
        all += saved.query + (problem ? cli::one_line_of(*problem) : "");
      }
      return all;
    });
  }

  void add_eval() {
    disk::replace_file(directory_ / "topics", "1\tminister plan\n2\tSyria\n");
    disk::replace_file(directory_ / "qrels", fmt::format("1 0 {0} 1\n2 0 {0} 0\n", id_));
    add("eval", [this](Searcher& searcher) {
      EvalRequest request;
      request.search = request_;
      request.topics = directory_ / "topics";
      request.qrels = directory_ / "qrels";
      request.run = directory_ / fmt::format("run-{}", ++files_);
      const std::string report = render_eval_json(evaluate(request, searcher), /*per_topic=*/true);
      return report + disk::read_file(request.run);
    });
  }

  const fs::path directory_;
  const std::string id_;  ///< of an article
  SearchRequest request_;
  std::vector<Verb> all_;
  std::atomic<int> files_ = 0;  ///< written
};

OpenOptions partial() {
  OpenOptions options;
  options.partial = true;
  return options;
}

/// A revision not yet queried, and the answers one thread got.
struct Expected {
  std::shared_ptr<const OpenRevision> revision;
  std::vector<std::string> answers;
};

std::shared_ptr<const Expected> expected_of(const fs::path& archive, const Verbs& verbs) {
  auto expected = std::make_shared<Expected>();
  const auto own = OpenRevision::open(archive, partial());
  for (const Verb& verb : verbs.all()) {
    Searcher searcher(own);
    expected->answers.push_back(verb.answer(searcher));
  }
  expected->revision = OpenRevision::open(archive, partial());
  return expected;
}

/// What threads share.
struct Shared {
  const Verbs& verbs;
  const test::Keeper& keeper;
  std::mutex mutex;
  /// Under the mutex, as the next. None is freed before all threads have ended: the sanitizer of
  /// GCC 12 reports a race when the last of several owners of a shared_ptr frees it.
  std::vector<std::shared_ptr<const Expected>> revisions;
  std::string wrong;  ///< the first answer that was
  std::atomic<int> published = 0;

  std::shared_ptr<const Expected> now() {
    const std::lock_guard lock(mutex);
    return revisions.back();
  }
  void complain(const std::string& what) {
    const std::lock_guard lock(mutex);
    if (wrong.empty()) wrong = what;
  }
};

/// Saves, alerts and delivers beside the others.
void keep(Shared& shared, int thread, int pass) {
  try {
    shared.keeper.act(thread, pass);
  } catch (const std::exception& e) {
    shared.complain(fmt::format("thread {}: {}", thread, e.what()));
  }
}

/// The ids of what the alert must deliver by now, besides what was there before.
std::set<std::string> found_by_alert(const fs::path& archive) {
  SearchRequest request;
  request.archive = archive;
  request.query = "minister OR plan";
  request.limit = 1000;
  std::set<std::string> ids;
  for (const Hit& hit : search(request).hits) ids.insert(hit.article.id);
  return ids;
}

/// Asks all verbs, in another order than other threads.
void ask_all(Shared& shared, test::Random& random) {
  std::vector<std::size_t> order(shared.verbs.all().size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  for (const std::size_t i : order) {
    const Verb& verb = shared.verbs.all()[i];
    const auto expected = shared.now();
    try {
      Searcher searcher(expected->revision);
      const std::string answer = verb.answer(searcher);
      if (answer != expected->answers[i]) {
        shared.complain(
            fmt::format("{}: {}\nand not: {}", verb.name, answer, expected->answers[i]));
      }
    } catch (const std::exception& e) {
      shared.complain(fmt::format("{}: {}", verb.name, e.what()));
    }
  }
}

}  // namespace

TEST_CASE("many threads are answered as one is, while a writer publishes", "[threads]") {
  CAPTURE(test::seed_of_run());
  test::Random random(test::seed_of_run());
  const test::Temporary directory;
  const fs::path archive = directory.path() / "archive";
  create(archive, ShardBy::Month);
  const std::vector<Article> articles = test::fill(archive, random, kArticles);
  const Verbs verbs(directory.path(), articles.back().id);
  const std::set<std::string> before = found_by_alert(archive);
  const test::Keeper keeper(archive);
  Shared shared{verbs, keeper, {}, {expected_of(archive, verbs)}, {}, {}};
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i, seed = random()] {
      test::Random own(seed);
      for (int pass = 0; pass < kPasses || shared.published < kRevisions; ++pass) {
        ask_all(shared, own);
        if (pass < kKeepingPasses) keep(shared, i, pass);
      }
    });
  }
  Writer writer(archive, {2, std::chrono::milliseconds(0)});
  while (shared.published < kRevisions) {
    for (int i = 0; i < kPublished; ++i) {
      writer.submit(Prepared(test::some_article(random, 1000 + kPublished * shared.published + i)));
    }
    writer.publish([](std::size_t, std::uint64_t) {});
    const auto next = expected_of(archive, verbs);
    {
      const std::lock_guard lock(shared.mutex);
      shared.revisions.push_back(next);
    }
    ++shared.published;
  }
  threads.clear();
  CHECK(shared.wrong == "");
  std::set<std::string> fresh = found_by_alert(archive);
  for (const std::string& id : before) fresh.erase(id);
  CHECK_FALSE(fresh.empty());
  CHECK(keeper.delivered() == fresh);
}

TEST_CASE("threads are lent while there are processors, and nobody waits for one", "[threads]") {
  Budget budget(4);
  {
    const Budget::Share all = budget.take(10);
    CHECK(all.helpers() == 3);
    CHECK(budget.take(10).helpers() == 0);
  }
  const Budget::Share none = budget.take(0);
  CHECK(none.helpers() == 0);
  const Budget::Share one = budget.take(1);
  CHECK(one.helpers() == 1);
  CHECK(budget.take(10).helpers() == 0);
}

}  // namespace threads_test
