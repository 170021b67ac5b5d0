// Runs a fuzz target without libFuzzer: PROGRAM RUNS SEED-FILE…
// Every seed as it is, then RUNS mutations, the same ones each time. A run that fails leaves its
// input in PROGRAM.crash, which the program takes as a seed to repeat it.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" void __asan_set_death_callback(void (*callback)());

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t MostMutationsAtOnce = 6;
constexpr std::size_t LongestPiece = 64;

Bytes running; // the input of this run
std::string crashFile;

void keepInput() {
    const int file = ::open(crashFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || ::write(file, running.data(), running.size()) < 0) {
        return; // the sanitizer's report must do
    }
    ::close(file);
}

class Mutator {
public:
    explicit Mutator(std::vector<Bytes> seeds) : m_seeds(std::move(seeds)) { }

    Bytes next() {
        auto bytes = m_seeds[below(m_seeds.size())];
        for (auto count = 1 + below(MostMutationsAtOnce); count-- > 0;) {
            mutate(bytes);
        }
        return bytes;
    }

private:
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
    }

    void mutate(Bytes& bytes) {
        if (bytes.empty()) {
            bytes.push_back(static_cast<std::uint8_t>(below(256)));
            return;
        }
        switch (below(7)) {
        case 0:
            bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1U << below(8));
            break;
        case 1:
            bytes[below(bytes.size())] = static_cast<std::uint8_t>(below(256));
            break;
        case 2:
            overwriteNumber(bytes);
            break;
        case 3:
            bytes.resize(below(bytes.size()));
            break;
        case 4:
            erasePiece(bytes);
            break;
        case 5:
            insertPiece(bytes, bytes);
            break;
        default:
            insertPiece(bytes, m_seeds[below(m_seeds.size())]);
        }
    }

    /// A number that readers stumble over, in one of the usual widths.
    void overwriteNumber(Bytes& bytes) {
        constexpr std::array<std::uint64_t, 10> Numbers{0, 1, 0x7f, 0xff, 0x7fff, 0xffff,
            0x7fff'ffff, 0xffff'ffff, 0x7fff'ffff'ffff'ffff, 0xffff'ffff'ffff'ffff};
        const auto number = Numbers[below(Numbers.size())];
        const auto width = std::size_t{1} << below(4);
        const auto at = below(bytes.size());
        for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i) {
            bytes[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
        }
    }

    void erasePiece(Bytes& bytes) {
        const auto at = below(bytes.size());
        const auto length = std::min(bytes.size() - at, 1 + below(LongestPiece));
        const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        bytes.erase(first, first + static_cast<std::ptrdiff_t>(length));
    }

    void insertPiece(Bytes& bytes, const Bytes& source) {
        const auto from = below(source.size());
        const auto length = std::min(source.size() - from, 1 + below(LongestPiece));
        const auto first = source.begin() + static_cast<std::ptrdiff_t>(from);
        const Bytes piece(first, first + static_cast<std::ptrdiff_t>(length));
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size() + 1));
        bytes.insert(at, piece.begin(), piece.end());
    }

    std::vector<Bytes> m_seeds;
    std::mt19937_64 m_random{1};
};

void run(Bytes bytes) {
    running = std::move(bytes);
    LLVMFuzzerTestOneInput(running.data(), running.size());
}

Bytes readSeed(const char* path) {
    std::ifstream stream(path, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(stream), {}};
    if (bytes.empty()) {
        std::cerr << path << ": this seed is missing or empty\n";
        std::exit(2);
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "Usage: " << argv[0] << " RUNS SEED-FILE...\n";
        return 2;
    }
    crashFile = std::string(argv[0]) + ".crash";
    __asan_set_death_callback(keepInput);
    std::vector<Bytes> seeds;
    std::transform(argv + 2, argv + argc, std::back_inserter(seeds), readSeed);
    std::ranges::for_each(seeds, run);
    const auto runs = std::strtoul(argv[1], nullptr, /*base=*/10);
    Mutator mutator(std::move(seeds));
    for (unsigned long i = 0; i < runs; ++i) {
        run(mutator.next());
    }
    return 0;
}
