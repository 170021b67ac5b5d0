// Prints how fast word vectors are read, searched, mapped and trained, on vectors drawn at random
// and on English of the reference data:
//
//     vector_speed [WORDS [DATA]]      (else 400000, and VITRINE_TEST_DATA)
//
// compare_vectors.py runs it beside NumPy and scikit-learn.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/random.h"
#include "engine/embeddings/tsne.h"
#include "engine/embeddings/umap.h"
#include "engine/embeddings/vector_file.h"
#include "engine/embeddings/vector_training.h"

namespace {

namespace fs = std::filesystem;
using namespace vitrine;
using namespace vitrine::embeddings;

constexpr int Width = 300;
constexpr int MappedPoints = 5000;
constexpr int AnalysedPoints = 12000;

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double bestOf(int runs, const std::function<void()>& work) {
    double best = std::numeric_limits<double>::max();
    for (int run = 0; run < runs; ++run) {
        best = std::min(best, secondsOf(work));
    }
    return best;
}

/// Points around fifty centres.
std::vector<float> clusteredPoints(int count) {
    constexpr std::size_t Centres = 50;
    Random random(1);
    std::vector<float> centres(Centres * Width);
    std::ranges::generate(centres, [&] { return random.uniform() - 0.5F; });
    std::vector<float> points(static_cast<std::size_t>(count) * Width);
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i] = centres[i / Width % Centres * Width + i % Width] + random.uniform() - 0.5F;
    }
    return points;
}

void writeText(const fs::path& path, int words) {
    Random random(2);
    std::ofstream stream(path, std::ios::binary);
    std::string line;
    for (int word = 0; word < words; ++word) {
        line = "word" + std::to_string(word);
        for (int i = 0; i < Width; ++i) {
            char number[16];
            std::snprintf(number, sizeof(number), " %.5f", random.uniform() - 0.5F);
            line += number;
        }
        stream << line << '\n';
    }
}

void printReading(int words) {
    const auto folder = fs::temp_directory_path() / "vitrine-vector-speed";
    fs::create_directories(folder);
    const auto path = folder / "vectors.txt";
    writeText(path, words);
    const auto megabytes = static_cast<double>(fs::file_size(path)) / 1e6;
    const double read = secondsOf([&] { (void)readVectors(path).value(); });
    std::printf("read text, %.0f MB: %.2f s, %.0f MB/s\n", megabytes, read, megabytes / read);
    const double converted = secondsOf([&] { (void)openVectors(path, folder / "cache").value(); });
    std::printf("read and kept: %.2f s, %.0f MB/s\n", converted, megabytes / converted);
    VectorFile file;
    const double again = secondsOf([&] { file = openVectors(path, folder / "cache").value(); });
    std::printf("second opening: %.1f ms\n", again * 1e3);
    std::vector<WordNeighbour> found;
    const auto search = [&] {
        found = nearestWords(*file.table, file.table->vector(7), {.leftOut = {7}}).value();
    };
    search(); // the mapped pages come in
    std::printf("10 nearest of %d × %d: %.1f ms\n", words, Width, bestOf(20, search) * 1e3);
    fs::remove_all(folder);
}

void printMaps() {
    const auto many = clusteredPoints(AnalysedPoints);
    const double pca = bestOf(5, [&] { (void)principalComponents(many, Width).value(); });
    std::printf("PCA, %d × %d: %.3f s\n", AnalysedPoints, Width, pca);
    const auto points = clusteredPoints(MappedPoints);
    const double tsneSeconds = secondsOf([&] { (void)tsne(points, Width).value(); });
    std::printf("t-SNE, %d points: %.2f s\n", MappedPoints, tsneSeconds);
    const double umapSeconds = secondsOf([&] { (void)umap(points, Width).value(); });
    std::printf("UMAP, %d points: %.2f s\n", MappedPoints, umapSeconds);
}

void printTraining(const fs::path& data) {
    WordCorpusBuilder builder;
    for (const auto* name : {"austen-emma-raw.txt", "tinyshakespeare.txt"}) {
        if (!builder.addFile(data / "corpora/en" / name)) {
            std::printf("training: no text in %s\n", data.c_str());
            return;
        }
    }
    const auto corpus = builder.build().value();
    for (const auto method :
        {VectorMethod::SkipGram, VectorMethod::ContinuousBag, VectorMethod::Glove}) {
        double speed = 0;
        (void)trainVectors(corpus, {.method = method, .epochs = 2},
            [&speed](const VectorTrainingProgress& progress) { speed = progress.wordsPerSecond; });
        const char* names[] = {"skip-gram", "CBOW", "GloVe"};
        std::printf("%s, 100 wide: %.0f %s/s\n", names[static_cast<int>(method)], speed,
            method == VectorMethod::Glove ? "counts" : "words");
    }
}

} // namespace

int main(int argc, char** argv) {
    const char* data = argc > 2 ? argv[2] : std::getenv("VITRINE_TEST_DATA");
    printReading(argc > 1 ? std::atoi(argv[1]) : 400000);
    printMaps();
    printTraining(data ? data : "../shared/data");
}
