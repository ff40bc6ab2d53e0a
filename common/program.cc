// SPDX-License-Identifier: GPL-2.0-or-later
// The only place that prints errors and picks exit codes.
#include "common/program.h"

#include "common/query/error.h"
#include "common/tell.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <sstream>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

namespace dateline {
namespace {

const char* program_name = "dateline";

Failure failure_from(const Error& error) {
  const auto* in_query = dynamic_cast<const query::QueryError*>(&error);
  Failure failure{error.code(), printable_line(query::located(error)) + "\n"};
  if (in_query != nullptr) {
    const std::string pointer = in_query->pointer();
    for (std::string_view rest = pointer; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      failure.text += fmt::format("    {}\n", printable_line(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (!error.hint().empty()) failure.text += fmt::format("  {}\n", printable_line(error.hint()));
  return failure;
}

Failure fault_of_ours(const char* what) {
  return failure_from(Error(Exit::MachineFailed,
                            fmt::format("this is a fault of Dateline: {}", what),
                            "please report it, with the command and what it was given"));
}

/// Else the next file that is opened would be taken for stdin, stdout or stderr.
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

/// The verb that was named, with those before it: " shard move"; empty for none.
std::string named_verb(const CLI::App& app) {
  const auto verbs = app.get_subcommands();
  return verbs.empty() ? "" : " " + verbs.front()->get_name() + named_verb(*verbs.front());
}

/// What is wrong with words that no option and no argument takes.
std::string superfluous(const CLI::App& app) {
  const std::vector<std::string> words = app.remaining(/*recurse=*/true);
  if (words.empty()) return "a word too many";
  return words.front().starts_with("-") ? fmt::format("there is no option {}", words.front())
                                        : fmt::format("'{}' is one word too many", words.front());
}

}  // namespace

void print(std::string_view text) {
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE) {
    throw Error(Exit::MachineFailed, fmt::format("cannot write the output: {}", strerror(errno)));
  }
}

void complain(std::string_view message) {
  tell(fmt::format("{}: {}\n", program_name, printable_line(message)));
}

std::optional<Exit> parse_arguments(CLI::App& app, const std::vector<std::string>& given) {
  std::vector<std::string> arguments = with_empty_values(given);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
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
    complain(is_extra ? superfluous(app) : error.what());
    tell(fmt::format("  see: {}{} --help\n", program_name, named_verb(app)));
    return Exit::Usage;
  }
}

std::optional<Exit> parse_arguments(CLI::App& app, int argc, char** argv) {
  return parse_arguments(app, std::vector<std::string>(argv + 1, argv + argc));
}

std::optional<Failure> failure_of(const std::function<void()>& work) {
  try {
    work();
    return std::nullopt;
  } catch (const Error& error) {
    return failure_from(error);
  } catch (const Xapian::DatabaseError& error) {
    return failure_from(Error(Exit::BadArchive, "the archive cannot be read: " + error.get_msg(),
                              "run: dateline-index check ARCHIVE"));
  } catch (const Xapian::Error& error) {
    return failure_from(Error(Exit::MachineFailed, "Xapian failed: " + error.get_description()));
  } catch (const std::system_error& error) {
    return failure_from(Error(Exit::MachineFailed, error.what()));
  } catch (const std::bad_alloc&) {
    return failure_from(Error(Exit::MachineFailed, "out of memory"));
  } catch (const std::exception& error) {
    return fault_of_ours(error.what());
  } catch (...) {
    return fault_of_ours("something was thrown that is no exception");
  }
}

int run_program(const char* name, Exit (*dispatch)(int, char**), int argc, char** argv) {
  program_name = name;
  open_what_is_closed();
  // A reader of our output that goes away (`| head`) is no error.
  std::signal(SIGPIPE, SIG_IGN);
  // A file that would be larger than it may be is an error as a full disk is.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    Exit exit = Exit::Ok;
    const auto failure = failure_of([&] { exit = dispatch(argc, argv); });
    if (!failure) return static_cast<int>(exit);
    tell(fmt::format("{}: {}", program_name, failure->text));
    return static_cast<int>(failure->code);
  } catch (...) {
    tell("dateline: out of memory\n");  // even for the words that say what failed
    return static_cast<int>(Exit::MachineFailed);
  }
}

}  // namespace dateline
