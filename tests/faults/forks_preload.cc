// SPDX-License-Identifier: GPL-2.0-or-later
// A library to be preloaded: the program's main is called in a child, once for each request.
#include "tests/faults/forks_protocol.h"

#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {
namespace {

using Main = int (*)(int, char**, char**);
Main real_main = nullptr;

constexpr std::uint32_t kMostStrings = 64;

bool read_all(void* to, std::size_t size) {
  char* at = static_cast<char*>(to);
  while (size != 0) {
    const ssize_t n = read(kRequests, at, size);
    if (n <= 0) return false;
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

/// A failure here exits like no program does.
void put_on(int fd, const char* path, int flags) {
  const int file = open(path, flags | O_CLOEXEC, 0600);
  if (file < 0 || dup2(file, fd) < 0) _exit(125);
}

int run(const Request& request, char* text, char* program, char** environment) {
  char* strings[kMostStrings];
  for (std::uint32_t i = 0; i < request.strings; ++i) {
    strings[i] = text;
    text += strlen(text) + 1;
  }
  put_on(STDIN_FILENO, "/dev/null", O_RDONLY);
  put_on(STDOUT_FILENO, strings[0], O_WRONLY | O_CREAT | O_TRUNC);
  put_on(STDERR_FILENO, strings[1], O_WRONLY | O_CREAT | O_TRUNC);
  close(kRequests);
  close(kReplies);
  alarm(request.seconds);
  char* arguments[kMostStrings + 2] = {program};
  for (std::uint32_t i = 2; i < request.strings; ++i) arguments[i - 1] = strings[i];
  return real_main(static_cast<int>(request.strings) - 1, arguments, environment);
}

int serve(int /*argc*/, char** argv, char** environment) {
  Request request{};
  static char text[65536];
  while (read_all(&request, sizeof request)) {
    if (request.bytes > sizeof text || request.strings > kMostStrings) return 125;
    if (!read_all(text, request.bytes)) return 125;
    const pid_t child = fork();
    if (child == 0) return run(request, text, argv[0], environment);
    Reply reply{};
    rusage usage{};
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return 125;
    reply.status = status;
    reply.memory_kib = usage.ru_maxrss;
    if (write(kReplies, &reply, sizeof reply) != sizeof reply) return 125;
  }
  return 0;
}

}  // namespace
}  // namespace faults

extern "C" __attribute__((visibility("default"))) int __libc_start_main(faults::Main main, int argc,
                                                                        char** argv, void (*init)(),
                                                                        void (*fini)(),
                                                                        void (*rtld_fini)(),
                                                                        void* stack_end) {
  using Start = int (*)(faults::Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
  const auto real = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
  faults::real_main = main;
  setenv("LD_PRELOAD", getenv(faults::kPreloadVariable), 1);
  return real(faults::serve, argc, argv, init, fini, rtld_fini, stack_end);
}
