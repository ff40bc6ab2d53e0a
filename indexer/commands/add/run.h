// SPDX-License-Identifier: GPL-2.0-or-later
// The run of `add`: sources → readers → articles → writer, with counts of everything that happens.
#pragma once

#include "common/date/date.h"
#include "common/terminal/terminal.h"
#include "indexer/commands/add/add.h"
#include "indexer/commands/add/pace.h"
#include "indexer/commands/add/rejects.h"
#include "indexer/extract/date_order.h"
#include "indexer/readers/read_source.h"
#include "indexer/sources/checkpoint.h"
#include "indexer/sources/contents.h"
#include "indexer/sources/sources.h"
#include "indexer/writer/deleted_articles.h"
#include "indexer/writer/dry_run.h"
#include "indexer/writer/writer.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dateline::commands {

class Run : private Receiver {
 public:
  /// `options` must outlive it.
  explicit Run(const AddOptions& options);

  /// Reads the sources and publishes their articles, now and then and at the end. Holds the
  /// archive's lock only during that. Ends early when a signal was noted (see stop_signal.h).
  void index(const std::vector<Source>& sources);

  /// Ends the run.
  AddSummary finish();

  [[nodiscard]] const AddSummary& summary() const noexcept { return summary_; }
  /// A line on stderr.
  void say(const std::string& line);

 private:
  void open_checkpoint();
  void note_run();
  void note_held(const Origin& origin, const std::string& id);
  void list_contents(const std::string& name);
  void read(const Source& source);
  void read(const Source& source, const std::optional<SourceRecord>& record);
  void read_file(const std::filesystem::path& path, SourceRecord record);
  void read_pipe(const std::filesystem::path& path);
  bool await(int fd);
  void begin(const std::string& member, const Format& format) override;
  bool take(ReadResult result) override;
  void end(const std::string& member, const std::string& note) override;
  void pass_over(const std::string& member, const std::string& kind) override;
  void take_settled();
  void submit_raw();
  void submit(Prepared prepared, const RawArticle& raw, const TextPrint& print);
  void open_deleted();
  bool is_withdrawn(const Article& article, const std::string& first_id, const RawArticle& raw,
                    const TextPrint& print);
  std::string own_id(const Prepared& prepared, const RawArticle& raw);
  void tell_replaced(const Gist& earlier, const Gist& later, const std::string& id,
                     const Origin& origin);
  std::optional<Digest> digest_under(const std::string& id);
  std::optional<Gist> gist_under(const std::string& id);
  void count(Outcome outcome, const Article& article, const Origin& origin);
  void publish();
  void publish_if_due();
  void tell_of_stop();
  void tell_of_unused();
  void note_unused(const RawArticle& raw);
  void show_progress(std::string_view phase);
  void reject_file(const std::string& file, const std::string& reason);
  void reject(const Reject& reject);
  void log(const Reject& reject);

  const AddOptions& options_;
  Date now_;
  std::uint64_t options_hash_;
  ProgressLine progress_;
  RejectLog rejects_;
  RejectEcho echo_;

  // While indexing; without a writer it is a rehearsal.
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<DryRun> dry_run_;
  std::unique_ptr<Checkpoint> checkpoint_;
  Contents contents_;
  DeletedArticles deleted_;
  DateOrderGate gate_;               ///< of the current file
  std::vector<OrderedArticle> raw_;  ///< read, and not yet submitted
  std::uint64_t raw_bytes_ = 0;
  /// By name, sources whose last articles are in `raw_` or submitted.
  std::vector<std::pair<std::string, SourceRecord>> finished_;
  /// By name, the ids in files that are being read, or finished.
  std::map<std::string, std::vector<IdHash>> held_;
  /// By name, how much was rejected in files that are being read, or finished.
  std::map<std::string, std::uint32_t> rejects_in_;
  /// By name, the same of skipped files.
  std::map<std::string, std::uint32_t> still_unread_;
  std::set<std::string> refused_;  ///< names of sources with articles that may be taken later
  Pace pace_;
  std::size_t pieces_ = 0;  ///< published so far

  std::map<std::string, std::uint64_t> not_used_;  ///< by name, in how many undated articles

  AddSummary summary_;
  std::chrono::steady_clock::time_point start_;  ///< of this call of `index`
  std::string name_;                             ///< of the current source
  std::function<std::uint64_t()> bytes_read_;    ///< of it
  std::uint64_t bytes_before_ = 0;               ///< it
  bool is_pipe_ = false;                         ///< it cannot be read again
  bool has_begun_ = false;                       ///< its format is known
  bool is_passed_over_ = false;                  ///< it holds no article
  std::uint64_t total_bytes_ = 0;                ///< of the sources as stored on disk, as the next
  std::uint64_t file_bytes_ = 0;
  std::uint64_t built_articles_ = 0;
  std::uint64_t published_articles_ = 0;
  std::uint64_t revision_ = 0;  ///< published last
  std::string stopped_in_;      ///< what was being read when a signal came
};

}  // namespace dateline::commands
