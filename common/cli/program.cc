// SPDX-License-Identifier: GPL-2.0-or-later
// The only place that reports errors and turns them into exit codes.
#include "common/cli/program.h"

#include "common/cli/choices.h"
#include "common/cli/failure_text.h"
#include "common/errors/failure.h"
#include "common/fields/fields.h"
#include "common/terminal/tell.h"
#include "common/text/edit_distance.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace dateline {
namespace {

const char* program_name = "dateline";

/// Whether part of an answer is on stdout.
bool has_printed = false;

/// Otherwise the next opened file would be taken for stdin, stdout or stderr.
void open_what_is_closed() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", O_RDWR);
  }
}

/// With an empty word after `--from=`, for whose value CLI11 would take the word that follows.
std::vector<std::string> with_empty_values(const std::vector<std::string>& arguments) {
  std::vector<std::string> all;
  bool are_options = true;
  for (const std::string& word : arguments) {
    are_options = are_options && word != "--";
    if (are_options && word.starts_with("--") && word.find('=') == word.size() - 1) {
      all.insert(all.end(), {word.substr(0, word.size() - 1), ""});
    } else {
      all.push_back(word);
    }
  }
  return all;
}

/// The verb named, with those before it: " shard move"; empty for none.
std::string named_verb(const CLI::App& app) {
  const auto verbs = app.get_subcommands();
  return verbs.empty() ? "" : " " + verbs.front()->get_name() + named_verb(*verbs.front());
}

/// What options of ours are called in other programs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kOptionsElsewhere = {
    {{"after", "from"},
     {"since", "from"},
     {"start", "from"},
     {"before", "to"},
     {"until", "to"},
     {"end", "to"},
     {"order", "sort"},
     {"count", "limit"},
     {"max", "limit"},
     {"lang", "language"},
     {"columns", "fields"},
     {"against", "since"},
     {"of", "share-of"},
     {"file", "source"},
     {"timezone", "tz"}}};

/// Where other programs take the name of a file to write.
constexpr std::array<std::string_view, 3> kOutputElsewhere = {"output", "out", "outfile"};

/// The app of the verb that is named, or of the program.
CLI::App& innermost(CLI::App& app) {
  const auto verbs = app.get_subcommands();
  return verbs.empty() ? app : innermost(*verbs.front());
}

/// Was an option cut short to `name`, or mistyped? A short name allows one letter of difference.
bool is_like(std::string_view name, std::string_view known, std::size_t& distance) {
  constexpr std::size_t kLeastBeginning = 4;
  constexpr std::size_t kLongName = 5;
  distance = text::edit_distance(name, known);
  if (name.size() >= kLeastBeginning && known.starts_with(name)) distance = 1;
  if (known.starts_with(std::string(name) + "-")) distance = 0;
  return distance <= (name.size() < kLongName ? 1 : 2);
}

/// The options of the verb that may have been meant by one that it does not have: what is called so
/// elsewhere, a format, or those that are most like it.
std::vector<std::string> options_like(CLI::App& verb, const std::string& name) {
  std::vector<std::string> nearest;
  std::size_t least = 3;
  for (CLI::Option* const option : verb.get_options()) {
    for (const std::string& known : option->get_lnames()) {
      const auto elsewhere = std::find_if(
          kOptionsElsewhere.begin(), kOptionsElsewhere.end(),
          [&](const auto& other) { return name == other.first && known == other.second; });
      if (elsewhere != kOptionsElsewhere.end()) return {"--" + known};
      const std::vector<std::string> formats =
          known == "format" ? cli::choices_of(*option) : std::vector<std::string>();
      if (std::find(formats.begin(), formats.end(), name) != formats.end()) {
        return {"--format " + name};
      }
      std::size_t distance = 0;
      if (!is_like(name, known, distance) || distance > least) continue;
      if (distance < least) nearest.clear();
      least = distance;
      nearest.push_back("--" + known);
    }
  }
  return nearest;
}

/// The verbs of the program that have the option.
std::vector<std::string> verbs_with(const CLI::App& app, const std::string& name) {
  std::vector<std::string> verbs;
  for (const CLI::App* const verb : app.get_subcommands({})) {
    if (verb->get_group().empty()) continue;
    if (verb->get_option_no_throw("--" + name) != nullptr) verbs.push_back(verb->get_name());
  }
  return verbs;
}

bool takes_query(const CLI::App& verb) {
  const CLI::Option* const query = verb.get_option_no_throw("QUERY");
  return query != nullptr && query->get_positional();
}

/// What to do about words that no option or argument takes.
std::string advice_on(CLI::App& app) {
  std::string advice = fmt::format("see: {}{} --help", program_name, named_verb(app));
  const std::vector<std::string> words = app.remaining(/*recurse=*/true);
  if (words.empty() || !words.front().starts_with("--")) return advice;
  const std::string name = words.front().substr(2, words.front().find('=') - 2);
  const std::vector<std::string> meant = options_like(innermost(app), name);
  if (!meant.empty()) return fmt::format("did you mean {}? {}", fmt::join(meant, " or "), advice);
  if (std::find(kOutputElsewhere.begin(), kOutputElsewhere.end(), name) != kOutputElsewhere.end()) {
    return "to write to a file, end the line with: > FILE";
  }
  if (takes_query(innermost(app)) && (fields::facet_of(name) != nullptr || name == "title")) {
    return fmt::format("write it in the query: '{}:\"…\"'; {}", name, advice);
  }
  const std::vector<std::string> others = verbs_with(app, name);
  if (others.empty()) return advice;
  return fmt::format("it is an option of {}; {}", fmt::join(others, ", "), advice);
}

/// What is wrong with words that no option or argument takes.
std::string superfluous(const CLI::App& app) {
  const std::vector<std::string> words = app.remaining(/*recurse=*/true);
  if (words.empty()) return "a word too many";
  return words.front().starts_with("-") ? fmt::format("there is no option {}", words.front())
                                        : fmt::format("'{}' is one word too many", words.front());
}

/// CLI11's messages, as we would write them.
std::string in_our_words(const CLI::ParseError& error) {
  const std::string message = error.what();
  if (message.starts_with("A subcommand is required")) return "no command is given";
  // "--watch: 1 required DIR missing"
  constexpr std::string_view kRequired = ": 1 required ";
  constexpr std::string_view kMissing = " missing";
  const std::size_t at = message.find(kRequired);
  if (at == std::string::npos || !message.ends_with(kMissing)) return message;
  const std::size_t begin = at + kRequired.size();
  return fmt::format("no {} follows {}",
                     message.substr(begin, message.size() - kMissing.size() - begin),
                     message.substr(0, at));
}

}  // namespace

void print(std::string_view text) {
  has_printed = has_printed || !text.empty();
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE) {
    throw Error(code_of(errno), fmt::format("cannot write the output: {}", strerror(errno)));
  }
}

void complain(std::string_view message) {
  tell(fmt::format("{}: {}\n", program_name, printable_line(message)));
}

std::optional<Exit> parse_arguments(CLI::App& app, const std::vector<std::string>& given) {
  std::vector<std::string> arguments = with_empty_values(given);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 expects them
  try {
    app.parse(std::move(arguments));
    return std::nullopt;
  } catch (const CLI::Success& wanted) {
    std::ostringstream out;
    app.exit(wanted, out, out);
    print(out.str());
    return Exit::Ok;
  } catch (const CLI::ParseError& error) {
    const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    throw Error(Code::Usage, is_extra ? superfluous(app) : in_our_words(error), advice_on(app));
  }
}

std::optional<Exit> parse_arguments(CLI::App& app, int argc, char** argv) {
  return parse_arguments(app, std::vector<std::string>(argv + 1, argv + argc));
}

bool is_given(std::string_view option, std::string_view value, int argc, char** argv) {
  std::vector<std::string_view> words(argv + 1, argv + argc);
  words.erase(std::find(words.begin(), words.end(), "--"), words.end());
  const std::array apart = {option, value};
  const std::string joined = fmt::format("{}={}", option, value);
  return std::search(words.begin(), words.end(), apart.begin(), apart.end()) != words.end() ||
         std::find(words.begin(), words.end(), joined) != words.end();
}

int run_program(const char* name, Exit (*dispatch)(int, char**), int argc, char** argv,
                bool answers_in_json) {
  program_name = name;
  open_what_is_closed();
  // A reader that closes our output (`| head`) is not an error.
  std::signal(SIGPIPE, SIG_IGN);
  // A file that would exceed its size limit is an error, like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    Exit exit = Exit::Ok;
    const auto failure = failure_of([&] { exit = dispatch(argc, argv); });
    if (!failure) return static_cast<int>(exit);
    tell(fmt::format("{}: {}", program_name, cli::lines_of(*failure)));
    if (answers_in_json && !has_printed) {
      // The exit code still says that something failed.
      (void)failure_of([&] { print(cli::json_of(*failure)); });
    }
    return static_cast<int>(exit_of(failure->code()));
  } catch (...) {
    tell("dateline: out of memory\n");  // even for the words that say what failed
    return static_cast<int>(Exit::MachineFailed);
  }
}

}  // namespace dateline
