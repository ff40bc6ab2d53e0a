// SPDX-License-Identifier: GPL-2.0-or-later
// The run: sources → readers → articles → writer, with counts of everything that happens on the
// way.
#include "indexer/commands/add.h"

#include "common/errors.h"
#include "common/terminal.h"
#include "indexer/build/parallel.h"
#include "indexer/commands/maintain.h"
#include "indexer/commands/rejects.h"
#include "indexer/extract/date_order.h"
#include "indexer/extract/source_names.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// Reading takes about a tenth of the time that building the same bytes takes.
constexpr double kReadingShare = 0.1;

/// How many articles, and bytes of them, are prepared at a time.
constexpr std::size_t kPreparedArticles = 1000;
constexpr std::uint64_t kPreparedBytes = std::uint64_t{16} << 20U;

/// Lines on stderr for rejects; all of them are in rejects.jsonl.
constexpr std::uint64_t kMaxEchoed = 20;

class Run {
 public:
  explicit Run(const AddOptions& options)
      : options_(options),
        now_(utc_now()),
        start_(std::chrono::steady_clock::now()),
        writer_(options.archive, options.writer),
        progress_(options.show_progress),
        rejects_(options.archive, now_, [this](const std::string& line) { echo(line); }) {}

  AddSummary run() {
    for (const fs::path& path : options_.paths) {
      std::vector<Source> found = find_sources(path);
      if (found.empty()) reject_file(path.string(), "the directory holds no files");
      for (Source& source : found) sources_.push_back(std::move(source));
    }
    for (const Source& source : sources_) {
      std::error_code unknown;
      const auto size = fs::file_size(source.path, unknown);
      if (!unknown) total_bytes_ += size;
    }
    for (const Source& source : sources_) read_source(source);
    submit_raw();
    publish();
    progress_.clear();
    rejects_.close();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
    summary_.seconds = spent.count();
    return summary_;
  }

 private:
  void read_source(const Source& source) {
    const std::string name = source.path == "-" ? "standard input" : source.path.string();
    if (!source.problem.empty()) return reject_file(name, source.problem);
    DateOrderGate gate;
    try {
      Input input(source.path);
      const std::uint64_t before = summary_.bytes;
      if (input.peek().empty()) return reject_file(name, "the file is empty");
      const Mapping* const mapping = options_.mapping ? &*options_.mapping : nullptr;
      const Format* const format =
          options_.format != nullptr ? options_.format : recognise(input, mapping);
      if (format == nullptr) {
        return reject_file(name, "in no format that dateline-index formats lists");
      }
      const auto reader = format->open(input, {name, mapping});
      while (auto result = reader->next()) {
        take(std::move(*result), gate);
        summary_.bytes = before + input.bytes_read();
        if (progress_.is_due()) show_progress("reading");
      }
      summary_.bytes = before + input.bytes_read();
      remark(name, reader->closing_note());
    } catch (const std::system_error& e) {
      reject_file(name, "cannot be read: " + e.code().message());
    }
    // What was read before an error waits no longer, too.
    gate.close();
    take_from(gate);
  }

  void take(ReadResult result, DateOrderGate& gate) {
    ++summary_.read;
    if (const Reject* reject = std::get_if<Reject>(&result)) return write_reject(*reject);
    gate.put(std::move(std::get<RawArticle>(result)));
    take_from(gate);
  }

  void take_from(DateOrderGate& gate) {
    while (auto article = gate.take()) {
      raw_bytes_ += article->raw.body.size();
      raw_.push_back(std::move(*article));
      if (raw_.size() >= kPreparedArticles || raw_bytes_ >= kPreparedBytes) submit_raw();
    }
  }

  /// Understanding is a third of the work that precedes building, and each article's is its own.
  void submit_raw() {
    std::vector<std::optional<Prepared>> prepared(raw_.size());
    parallel(raw_.size(), options_.writer.jobs, [&] {
      return [&](std::size_t i) {
        Article article = understand(raw_[i].raw, options_.defaults, now_, raw_[i].order);
        if (!article.headline.empty() || !article.body.empty()) {
          prepared[i].emplace(std::move(article));
        }
      };
    });
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      if (prepared[i]) {
        count(writer_.submit(*prepared[i]), prepared[i]->article, raw_[i].raw.origin);
      } else {
        write_reject({raw_[i].raw.origin, "an article without headline and text"});
      }
    }
    raw_.clear();
    raw_bytes_ = 0;
    if (writer_.batch_is_full()) publish();
  }

  void count(Outcome outcome, const Article& article, const Origin& origin) {
    switch (outcome) {
      case Outcome::Unchanged:
        ++summary_.unchanged;
        return;
      case Outcome::Superseded:
        ++summary_.superseded;
        rejects_.write({origin, fmt::format("another article of this run has the id '{}' too; this "
                                            "later one was kept in its place",
                                            article.id)});
        return;
      case Outcome::Served:
        write_reject(
            {origin, fmt::format("servers have another version of the article '{}', and what is "
                                 "served cannot change; take its shard back with "
                                 "dateline-index shard detach, and add this again",
                                 article.id)});
        return;
      case Outcome::Added:
        ++summary_.added;
        break;
      case Outcome::Replaced:
        ++summary_.replaced;
        break;
    }
    if (!article.published.date.known()) ++summary_.undated;
    for (const Flag flag : article.flags) ++summary_.flags[flag];
  }

  void publish() {
    writer_.publish([this](std::size_t articles, std::uint64_t bytes) {
      built_articles_ += articles;
      built_bytes_ += bytes;
      if (progress_.is_due()) show_progress("building");
    });
  }

  void show_progress(std::string_view phase) {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
    const double seconds = std::max(spent.count(), 0.001);
    const auto read = static_cast<double>(summary_.bytes);
    const auto total = static_cast<double>(total_bytes_);
    const double done =
        kReadingShare * read + (1 - kReadingShare) * static_cast<double>(built_bytes_);
    std::string line = fmt::format("{}: {} articles read, {} built, {:.1f} MB/s", phase,
                                   with_thousands(summary_.read), with_thousands(built_articles_),
                                   done / 1e6 / seconds);
    if (total > 0 && done > 0 && done < total) {
      const auto left = static_cast<std::int64_t>(seconds * (total - done) / done);
      line += fmt::format(", {:.0f} %, {} left", 100 * done / total,
                          duration_text(std::chrono::seconds(left)));
    }
    progress_.show(line);
  }

  /// A file that could not be read as such counts as one thing read and rejected.
  void reject_file(const std::string& file, const std::string& reason) {
    ++summary_.read;
    write_reject({{file, 0, 0}, reason});
  }

  void write_reject(const Reject& reject) {
    ++summary_.rejected;
    rejects_.write(reject);
  }

  void remark(const std::string& file, const std::string& note) {
    if (options_.quiet || note.empty()) return;
    progress_.clear();
    fmt::print(stderr, "dateline-index: {}: {}\n", file, note);
  }

  void echo(const std::string& line) {
    if (options_.quiet || ++echoed_ > kMaxEchoed + 1) return;
    progress_.clear();
    if (echoed_ > kMaxEchoed) {
      fmt::print(stderr, "dateline-index: more rejects follow; all are in {}\n",
                 (options_.archive / "rejects.jsonl").string());
    } else {
      fmt::print(stderr, "dateline-index: {}\n", line);
    }
  }

  const AddOptions& options_;
  const Date now_;
  const std::chrono::steady_clock::time_point start_;
  Writer writer_;
  ProgressLine progress_;
  RejectLog rejects_;
  std::vector<Source> sources_;
  std::vector<OrderedArticle> raw_;  ///< read, and not yet submitted
  std::uint64_t raw_bytes_ = 0;
  AddSummary summary_;
  std::uint64_t total_bytes_ = 0;
  std::uint64_t built_bytes_ = 0;
  std::uint64_t built_articles_ = 0;
  std::uint64_t echoed_ = 0;
};

}  // namespace

AddSummary add(const AddOptions& options) {
  if (!is_archive(options.archive)) create(options.archive, options.shard_by);
  return Run(options).run();
}

std::string summary_text(const AddSummary& summary, const fs::path& archive) {
  std::string text;
  const auto line = [&](const char* name, std::uint64_t value, const std::string& note = {}) {
    text += fmt::format("{:<12}{:>10}{}\n", name, with_thousands(value), note);
  };
  const std::string see = "   see " + (archive / "rejects.jsonl").string();
  line("read:", summary.read);
  line("added:", summary.added);
  line("unchanged:", summary.unchanged);
  line("replaced:", summary.replaced);
  if (summary.superseded != 0) line("superseded:", summary.superseded, see);
  line("rejected:", summary.rejected, summary.rejected == 0 ? "" : see);
  if (summary.undated != 0) line("undated:", summary.undated, "   find them with date:none");
  for (const auto& [flag, articles] : summary.flags) {
    line("flagged:", articles, fmt::format("   find them with flag:{}", name_of(flag)));
  }
  text += fmt::format("{:<12}{:>10.2f} s   {:.2f} MB/s\n", "time:", summary.seconds,
                      static_cast<double>(summary.bytes) / 1e6 / std::max(summary.seconds, 1e-9));
  return text;
}

}  // namespace dateline
