// SPDX-License-Identifier: GPL-2.0-or-later
// alert, deliver.
#include "common/archive/saved_searches.h"
#include "common/cli/failure_text.h"
#include "common/cli/program.h"
#include "common/fields/record.h"
#include "searcher/alerts/alerts.h"
#include "searcher/render/counts.h"
#include "searcher/verbs/alert/saved_name.h"
#include "searcher/verbs/verbs.h"

#include <nlohmann/json.hpp>

namespace dateline {
namespace {

struct AlertFlags : SavedNameFlags {
  std::string to;
  bool off = false;
};

struct DeliverFlags : ArchiveFlags {
  double lock_timeout = 60;  ///< seconds to wait for others that deliver
  bool of_archive = false;   ///< only alerts that are kept there
};

/// In one line; empty when all went well.
std::string problem_of(const alerts::Report& report) {
  return report.failure ? cli::one_line_of(*report.failure) : report.missing;
}

std::string report_json(const DeliverFlags& /*flags*/, const alerts::Report& report) {
  return dump({{"alert", report.name},
               {"deliver", report.deliver},
               {"delivered", report.delivered},
               {"begins", report.begins},
               {"problem", problem_of(report)}}) +
         "\n";
}

std::string report_text(const DeliverFlags& /*flags*/, const alerts::Report& report) {
  return fmt::format("delivered {} of '{}' to {}{}\n", count_text(report.delivered), report.name,
                     report.deliver.empty() ? "nowhere" : printable_line(report.deliver),
                     !problem_of(report).empty() ? "; failed, and will be tried again next time"
                     : report.begins             ? "; starts with articles added from now on"
                                                 : "");
}

constexpr std::array<Format<DeliverFlags, alerts::Report>, 2> kDeliverFormats = {
    {{"text", report_text}, {"jsonl", report_json}}};

Exit run_alert(AlertFlags& flags) {
  expect_no_more(flags, "give one name");
  if (flags.to.empty() && !flags.off) {
    throw Error(Code::Usage, "nothing says what to do with new articles",
                "give --to WHERE to deliver them (jsonl:FILE, atom:FILE, maildir:DIR or "
                "command:COMMAND), or --off to stop");
  }
  if (!is_saved(flags)) return Exit::NothingFound;
  const std::filesystem::path& archive = flags.request.archive;
  if (flags.off) {
    alerts::end_alert(flags.request, flags.name, flags.to);
  } else {
    alerts::add_alert(flags.request, flags.name, flags.to);
  }
  const std::vector<std::string> now = read_saved(home_of(archive, flags.name), flags.name).deliver;
  const std::string said =
      now.empty() ? "new articles are not delivered"
                  : fmt::format("new articles go to {}",
                                printable_line(fmt::format("{}", fmt::join(now, " and to "))));
  print(fmt::format("{}: {}\n", flags.name, said));
  return Exit::Ok;
}

Exit run_deliver(DeliverFlags& flags) {
  expect_no_more(flags, "deliver runs all alerts of the archive");
  const std::chrono::milliseconds patience(static_cast<std::int64_t>(flags.lock_timeout * 1000));
  read_manifest(flags.request.archive);
  Exit worst = Exit::Ok;
  // Each is reported when done: the caller may not wait for all.
  alerts::deliver_all(flags.request, patience, flags.of_archive, [&](const alerts::Report& report) {
    if (const std::string problem = problem_of(report); !problem.empty()) {
      const bool is_of_archive =
          report.failure && exit_of(report.failure->code()) == Exit::BadArchive;
      worst = std::max(worst, is_of_archive ? Exit::BadArchive : Exit::NothingFound);
      complain(fmt::format("alert {}: {}", report.name, problem));
    }
    print(rendered(kDeliverFormats, flags, report));
  });
  return worst;
}

void offer_alert(CLI::App& verb, AlertFlags& flags) {
  verb.add_option("--to", flags.to,
                  "jsonl:FILE, atom:FILE, maildir:DIR or command:COMMAND, which gets JSON\n"
                  "Lines on its standard input")
      ->check(cli::suggest({"jsonl:", "atom:", "maildir:", "command:"}))
      ->type_name("WHERE");
  verb.add_flag(
      "--off", flags.off,
      "Stop delivering, to --to WHERE if it is given, else everywhere; the\nsearch stays saved");
  offer_zone(verb, flags);
}

void offer_deliver(CLI::App& verb, DeliverFlags& flags) {
  verb.add_option("--lock-timeout", flags.lock_timeout,
                  "Seconds to wait for another delivery (default 60)")
      ->check(CLI::Range(0.0, 86400.0).description(""))
      ->type_name("SECONDS");
  verb.add_flag("--of-archive", flags.of_archive,
                "Leave out your own alerts, as dateline-index add does");
  offer_formats(verb, flags, kDeliverFormats);
  offer_zone(verb, flags);
}

}  // namespace

cli::Verb alert_verb() {
  return saved_name_verb<AlertFlags>(
      "alert", kWatch, "Deliver new articles that a saved search finds",
      {"dateline-search alert news floods --to maildir:/home/ana/Maildir",
       "dateline-search alert news floods --off"},
      offer_alert, run_alert);
}

cli::Verb deliver_verb() {
  return archive_verb<DeliverFlags>(
      "deliver", kWatch, "Deliver new articles to all alerts, as dateline-index add does by itself",
      {"dateline-search deliver news", "dateline-search deliver news --format jsonl"},
      offer_deliver, run_deliver);
}

}  // namespace dateline
