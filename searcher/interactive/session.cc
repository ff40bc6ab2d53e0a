// SPDX-License-Identifier: GPL-2.0-or-later
// A line is read, executed, and errors are reported; the archive stays open in between.
#include "searcher/interactive/session.h"

#include "common/cli/failure_text.h"
#include "common/cli/program.h"
#include "common/date/words.h"
#include "common/engine/query/dialects/translate.h"
#include "common/engine/query/notes.h"
#include "common/errors/failure.h"
#include "common/text/joined.h"
#include "searcher/interactive/command.h"
#include "searcher/interactive/help.h"
#include "searcher/interactive/history.h"
#include "searcher/interactive/line_editor.h"
#include "searcher/interactive/pager.h"
#include "searcher/interactive/results.h"
#include "searcher/interactive/vocabulary.h"
#include "searcher/interactive/write.h"
#include "searcher/render/article.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"
#include "searcher/render/style.h"
#include "searcher/verbs/explain/render.h"
#include "searcher/verbs/facets/render.h"
#include "searcher/verbs/show/render.h"
#include "searcher/verbs/timeline/render.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <memory>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline::interactive {
namespace {

/// Lines of a hit on the screen, and one that separates it from the next.
constexpr std::size_t kHitLines = 4;
/// The line of commands below a page is no wider, with so many blanks between two.
constexpr std::size_t kMenuWidth = 80;
constexpr std::size_t kBetween = 2;
/// Lines of a page that are not hits: the input, count, menu, prompt.
constexpr std::size_t kFrameLines = 4;

/// Values of each field that `f` shows without and with a field.
constexpr std::size_t kFewValues = 5;
constexpr std::size_t kManyValues = 200;

/// Ctrl-C during a lookup ends that, not the session.
std::atomic<bool> is_stopped = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // as a signal handler needs it

void stop(int /*signal*/) {
  is_stopped = true;
}

/// What applies to all lines, each of which can be stopped.
query::Context stoppable(query::Context context) {
  context.limits.stopped = &is_stopped;
  return context;
}

class Session {
 public:
  explicit Session(const Options& options)
      : options_(options),
        context_(stoppable(options.context)),
        searcher_(std::make_unique<Searcher>(options.request.archive, options.request.open)),
        vocabulary_(std::make_unique<Vocabulary>(*searcher_, options.request)),
        results_(options.request) {}

  void run() {
    struct sigaction action {};
    action.sa_handler = stop;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    History history(history_file());
    LineEditor editor("dateline> ", history, [this](std::string_view before_cursor) {
      return complete(before_cursor, [this](query::Field f) { return vocabulary_->values(f); });
    });
    print(banner());
    while (!is_done_) {
      const auto line = editor.read();
      if (!line) {
        print("\n");
        return;
      }
      answer(*line);
    }
  }

 private:
  void answer(const std::string& line) {
    is_stopped = false;  // a pager may have been left by Ctrl-C
    const auto failure = failure_of([&] {
      try {
        obey(line);
      } catch (const query::Stopped& stopped) {
        print(fmt::format("\n{}\n", stopped.what()));  // below the ^C of the terminal
      }
    });
    if (failure) print(cli::lines_of(*failure));
  }

  void obey(const std::string& line) {
    // Days change while a session lasts.
    SearchRequest request = asked_in(context_, results_.request());
    const Command command = read_command(line, request.today);
    if (command.verb == Verb::None) return;
    if (command.verb == Verb::Help) return show_paged(help_page());
    if (command.verb == Verb::Quit) {
      is_done_ = true;
      return;
    }
    const bool is_newer = reopen();
    switch (command.verb) {
      case Verb::Query:
        request.query = query::translated(command.argument, context_.dialect);
        ask(request);
        if (!command.note.empty()) print(printable_line("searched for; " + command.note) + "\n");
        if (!command.hint.empty() && results_.page().total.value() == 0) {
          print(printable_line(command.hint) + "\n");
        }
        return;
      case Verb::Next:
        return is_newer || !results_.has_page() ? ask(request) : next();
      case Verb::Previous:
        return is_newer || !results_.has_page() ? ask(request) : previous();
      case Verb::Open:
        return open(command.argument);
      case Verb::Facets:
        return facets(request, command.argument);
      case Verb::Timeline:
        return timeline(request, command.argument);
      case Verb::Explain:
        return show_paged(render_explanation_text(request, explain(request, *searcher_)));
      case Verb::Sort:
        return sort(request, command.argument);
      case Verb::Write:
        return print(write_results(request, command.argument));
      default:
        return narrow(request, command);
    }
  }

  /// Reopens the archive if a newer revision was published, and says so.
  bool reopen() {
    const std::filesystem::path& directory = options_.request.archive;
    const Manifest now = read_manifest(directory);
    const Manifest& before = searcher_->archive().manifest();
    if (now.uuid == before.uuid && now.revision == before.revision) return false;
    auto newer = std::make_unique<Searcher>(directory, options_.request.open);
    vocabulary_ = std::make_unique<Vocabulary>(*newer, options_.request);
    searcher_ = std::move(newer);
    print(fmt::format("the archive has changed: revision {}, {}\n",
                      searcher_->archive().manifest().revision,
                      count_text(searcher_->archive().articles())));
    return true;
  }

  [[nodiscard]] std::string banner() const {
    const Archive& archive = searcher_->archive();
    std::string first;
    std::string last;
    const auto add = [&](const std::string& from, const std::string& to) {
      if (from.size() >= 4 && (first.empty() || from < first)) first = from;
      if (to.size() >= 4) last = std::max(last, to);
    };
    for (const OpenSegment& open : archive.segments()) add(open.segment.first, open.segment.last);
    for (const auto& shard : archive.served()) add(shard->served().first, shard->served().last);
    const std::string years =
        first.empty() ? "" : fmt::format(", {} to {}", first.substr(0, 4), last.substr(0, 4));
    return printable_line(fmt::format("{}: {}{}, revision {}", options_.request.archive.string(),
                                      count_text(archive.articles()), years,
                                      archive.manifest().revision)) +
           "\n" + missing_lines(archive.missing()) +
           "type a query, or ? for help; q or Ctrl-D quits\n";
  }

  [[nodiscard]] TextStyle style() const { return style_of_stdout(context_.color); }

  [[nodiscard]] static std::size_t page_size() {
    const std::size_t height = terminal_height(STDOUT_FILENO);
    const std::size_t room = height > kFrameLines ? height - kFrameLines : 0;
    return std::max<std::size_t>(1, room / (kHitLines + 1));
  }

  void ask(const SearchRequest& request) {
    results_.ask(request, *searcher_, page_size());
    show_page();
  }

  void next() {
    if (results_.page().next_page.empty()) return print("this is the last page\n");
    results_.next(*searcher_, page_size());
    show_page();
  }

  void previous() {
    if (results_.is_first_page()) return print("this is the first page\n");
    results_.previous(*searcher_, page_size());
    show_page();
  }

  /// The dates that results are bounded by, as " · from 2019-12"; empty without any.
  [[nodiscard]] std::string bounds() const {
    const SearchRequest& request = results_.request();
    if (request.from.empty() && request.to.empty()) return "";
    if (request.from == request.to) return " · in " + printable_line(request.from);
    std::string out = " ·";
    if (!request.from.empty()) out += " from " + printable_line(request.from);
    if (!request.to.empty()) out += " to " + printable_line(request.to);
    return out;
  }

  void show_page() const {
    const SearchResult& page = results_.page();
    std::string out;
    const std::set<std::int64_t> days = days_to_time(page.hits);
    for (const Hit& hit : page.hits) {
      const bool with_time = is_on(days, hit.article.published.date);
      out += render_hit(hit, with_time, kHitLines, style()) + "\n";
    }
    const std::uint64_t total = page.total.value();
    if (page.partly) {
      const std::string rest = rest_text(total, *page.partly);
      out += set_text(total, *page.partly) + (rest.empty() ? "" : "; " + rest) + "\n";
    }
    out += total == 0 ? "no article matches" : count_text(total);
    if (total != 0 && page.stories) out += ", " + stories_text(*page.stories);
    if (total != 0) out += ", " + order_text(page.sort);
    if (!page.hits.empty()) {
      out += fmt::format(" · {} to {}", page.hits.front().rank, page.hits.back().rank);
    }
    out += bounds() + "\n" + left_out_line(page.left_out) + missing_lines(page.missing);
    const SearchRequest& asked = results_.request();
    for (const std::string& note : query::notes_of(read_query(asked))) {
      out += printable_line(note) + "\n";
    }
    for (const std::string& line : other_form_lines(page.other_forms)) out += line + "\n";
    for (const std::string& line : suggestion_lines(page.suggestions, asked.query)) {
      out += line + "\n";
    }
    print(out + menu());
  }

  [[nodiscard]] std::string menu() const {
    const SearchResult& page = results_.page();
    const bool has_hits = !page.hits.empty();
    std::vector<std::string> items;
    if (!page.next_page.empty()) items.emplace_back("n next");
    if (!results_.is_first_page()) items.emplace_back("p previous");
    if (has_hits) items.push_back(fmt::format("{} opens", page.hits.front().rank));
    if (!bounds().empty()) items.emplace_back("any date");
    items.emplace_back("? help");
    items.emplace_back("q quit");
    // Those that help lists, too, as far as there is room.
    std::size_t width = std::accumulate(
        items.begin(), items.end(), std::size_t{0},
        [](std::size_t sum, const std::string& item) { return sum + item.size() + kBetween; });
    auto before_help = items.end() - 2;
    for (const char* const item : {"f facets", "t timeline", "s sort", "in 2019"}) {
      const std::string_view command = item;
      const bool fits = width + command.size() <= kMenuWidth;
      if (!has_hits || !fits || (command == "in 2019" && !bounds().empty())) continue;
      before_help = items.insert(before_help, item) + 1;
      width += command.size() + kBetween;
    }
    return text::joined(items, "  ") + "\n";
  }

  void open(const std::string& number) const {
    std::size_t rank = 0;
    std::from_chars(number.data(), number.data() + number.size(), rank);
    const Hit* const hit = results_.shown(rank);
    if (hit == nullptr) {
      return print(fmt::format("no article {} has been shown; /{} searches for the number\n",
                               number, number));
    }
    show_paged(render_article({hit->article, hit->story}, style()));
  }

  void facets(const SearchRequest& request, const std::string& field) {
    FacetsRequest counting;
    counting.search = request;
    counting.fields =
        field.empty() ? std::vector<std::string>{"source", "year"} : std::vector{field};
    counting.top = field.empty() ? kFewValues : kManyValues;
    const FacetsReport report = count_facets(counting, *searcher_);
    if (report.total.articles == 0) return print("no article matches" + bounds() + "\n");
    show_paged(render_facets_text(report));
  }

  void timeline(const SearchRequest& request, const std::string& by) {
    TimelineRequest counting;
    counting.search = request;
    counting.share_of = own_shares(counting);
    counting.by = bucket_named(by);
    const Timeline counted = count_timeline(counting, *searcher_);
    if (counted.queries.front().total == 0) {
      return print("no article matches" + bounds() + "\n");
    }
    show_paged(render_timeline_text(counted, style(), false));
  }

  void sort(SearchRequest request, const std::string& order) {
    if (order.empty()) {
      return print(fmt::format("order: {}; change it with: s relevance, s newest, s oldest\n",
                               order_text(request.sort)));
    }
    for (const Sort sort : {Sort::Relevance, Sort::Newest, Sort::Oldest}) {
      if (order == name_of(sort)) request.sort = sort;
    }
    ask(request);
  }

  void narrow(SearchRequest request, const Command& command) {
    const std::string& date = command.argument;
    if (!date.empty()) query::read_period(date, request.today);
    switch (command.verb) {
      case Verb::From:
        request.from = date;
        break;
      case Verb::To:
        request.to = date;
        break;
      default:  // in, any date
        request.from = date;
        request.to = date;
        break;
    }
    if (!request.from.empty() && !request.to.empty() &&
        query::read_period(request.to, request.today).last_day <
            query::read_period(request.from, request.today).first_day) {
      throw Error(Code::Usage, fmt::format("{} is before {}", request.to, request.from),
                  "in DATE sets both ends; any date takes articles of any date again");
    }
    ask(request);
  }

  const Options& options_;
  query::Context context_;
  std::unique_ptr<Searcher> searcher_;
  std::unique_ptr<Vocabulary> vocabulary_;
  Results results_;
  bool is_done_ = false;
};

}  // namespace

void run_session(const Options& options) {
  Session(options).run();
}

}  // namespace dateline::interactive
