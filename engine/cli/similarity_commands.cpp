#include "engine/cli/similarity_commands.h"

#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <span>

#include "engine/cli/json_output.h"
#include "engine/cli/vector_source.h"
#include "engine/embeddings/analogy.h"
#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/similarity.h"
#include "engine/text/words.h"

namespace vitrine::cli {

namespace {

using embeddings::EmbeddingTable;

const char* nameOf(SimilarityMeasure measure) {
    switch (measure) {
    case SimilarityMeasure::Cosine:
        return "cosine";
    case SimilarityMeasure::DotProduct:
        return "dot";
    case SimilarityMeasure::Euclidean:
        return "euclidean";
    }
    return "";
}

struct SimilarityArguments {
    VectorSource source;
    CommonOptions common;
    std::string word;
    std::string words;
    std::string positive;
    std::string negative;
    int top = 10;
    SimilarityMeasure measure = SimilarityMeasure::Cosine;
    AnalogyMethod method = AnalogyMethod::CosineAddition;
};

void print(const std::vector<WordNeighbour>& neighbours, const char* score, bool json) {
    if (!json) {
        for (const auto& neighbour : neighbours) {
            std::cout << std::fixed << std::setprecision(4) << neighbour.score << '\t'
                      << neighbour.word << '\n';
        }
        return;
    }
    auto list = Json::array();
    for (const auto& neighbour : neighbours) {
        list.push_back({{"word", neighbour.word}, {score, neighbour.score}});
    }
    std::cout << Json{{"neighbours", std::move(list)}}.dump() << '\n';
}

/// A word of the table, else the mean of the words of a text, which are no neighbours of it.
Expected<embeddings::TextVector> vectorOf(const EmbeddingTable& table, const std::string& text) {
    if (const auto row = embeddings::rowOf(table, text)) {
        const auto vector = table.vector(*row);
        return embeddings::TextVector{{vector.begin(), vector.end()}, {*row}, {}};
    }
    const auto words = text::wordsOf(text);
    auto mean = embeddings::textVector(table, words);
    if (mean) {
        for (const auto& unknown : mean->unknown) {
            std::cerr << "The vectors have no word \"" << unknown << "\".\n";
        }
    }
    return mean;
}

Expected<void> neighbours(const SimilarityArguments& arguments, const std::stop_token& stop) {
    const auto table = openTable(arguments.source, stop);
    if (!table) {
        return Unexpected(table.error());
    }
    return vectorOf(**table, arguments.word)
        .and_then([&](const embeddings::TextVector& query) {
            return embeddings::nearestWords(**table, query.vector,
                {.measure = arguments.measure,
                    .count = arguments.top,
                    .leftOut = query.rows,
                    .threads = arguments.source.load.threads},
                stop);
        })
        .map([&](const std::vector<WordNeighbour>& found) {
            print(found, nameOf(arguments.measure), arguments.common.json);
        });
}

void printMatrix(const EmbeddingTable& table, const std::vector<int>& rows,
    const std::vector<double>& matrix, bool json) {
    const auto count = rows.size();
    auto names = Json::array();
    auto lines = Json::array();
    for (std::size_t i = 0; i < count; ++i) {
        const auto line = std::span(matrix).subspan(i * count, count);
        names.push_back(table.word(rows[i]));
        lines.push_back(std::vector<double>(line.begin(), line.end()));
        for (std::size_t j = 0; !json && j < count; ++j) {
            std::cout << std::fixed << std::setprecision(4) << line[j] << '\t';
        }
        if (!json) {
            std::cout << table.word(rows[i]) << '\n';
        }
    }
    if (json) {
        std::cout << Json{{"words", std::move(names)}, {"matrix", std::move(lines)}}.dump() << '\n';
    }
}

Expected<void> similarity(const SimilarityArguments& arguments, const std::stop_token& stop) {
    const auto table = openTable(arguments.source, stop);
    if (!table) {
        return Unexpected(table.error());
    }
    std::vector<int> rows;
    std::vector<std::span<const float>> vectors;
    for (const auto& word : splitWords(arguments.words)) {
        const auto row = embeddings::rowOf(**table, word);
        if (!row) {
            return Unexpected(row.error());
        }
        rows.push_back(*row);
        vectors.push_back((*table)->vector(*row));
    }
    return embeddings::similarityMatrix(vectors, arguments.measure, stop)
        .map(
            [&](const auto& matrix) { printMatrix(**table, rows, matrix, arguments.common.json); });
}

Expected<void> analogy(const SimilarityArguments& arguments, const std::stop_token& stop) {
    const auto table = openTable(arguments.source, stop);
    if (!table) {
        return Unexpected(table.error());
    }
    return embeddings::analogy(**table, splitWords(arguments.positive),
        splitWords(arguments.negative),
        {.method = arguments.method,
            .count = arguments.top,
            .threads = arguments.source.load.threads},
        stop)
        .map([&](const WordAnalogy& worked) {
            std::vector<WordNeighbour> answers;
            for (const auto& answer : worked.answers) {
                answers.push_back(answer.neighbour);
            }
            const bool adds = worked.method == AnalogyMethod::CosineAddition;
            print(answers, adds ? "cosine" : "score", arguments.common.json);
        });
}

void addTop(CLI::App& command, SimilarityArguments& arguments) {
    command.add_option("--top", arguments.top, "How many words")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("K");
}

void addMeasure(CLI::App& command, SimilarityArguments& arguments) {
    static const std::map<std::string, SimilarityMeasure> Measures{
        {"cosine", SimilarityMeasure::Cosine}, {"dot", SimilarityMeasure::DotProduct},
        {"euclidean", SimilarityMeasure::Euclidean}};
    command.add_option("--measure", arguments.measure, "cosine, dot or euclidean (a distance)")
        ->transform(CLI::CheckedTransformer(Measures).description(""))
        ->type_name("MEASURE");
}

CLI::App& addOne(CommandLine& line, const std::string& name, const std::string& description,
    const std::string& examples, const std::shared_ptr<SimilarityArguments>& arguments,
    Expected<void> (*action)(const SimilarityArguments&, const std::stop_token&)) {
    auto& command = line.addCommand(name, description, examples,
        [arguments, action](const std::stop_token& stop) { return action(*arguments, stop); });
    addVectorSource(command, arguments->source);
    addJsonOption(command, arguments->common);
    return command;
}

void addNeighbours(CommandLine& line) {
    const auto arguments = std::make_shared<SimilarityArguments>();
    auto& command = addOne(line, "neighbours", "Find the words nearest to a word or a text",
        "  vitrine-cli neighbours --vectors words-en --word king\n"
        "  vitrine-cli neighbours --vectors glove.6B.300d.txt --word coffee --top 20 --json\n"
        "  vitrine-cli neighbours --model classics-zh --word 山",
        arguments, neighbours);
    command
        .add_option(
            "--word", arguments->word, "A word, or a text, which is taken as the mean of its words")
        ->required()
        ->type_name("WORD");
    addTop(command, *arguments);
    addMeasure(command, *arguments);
}

void addSimilarity(CommandLine& line) {
    const auto arguments = std::make_shared<SimilarityArguments>();
    auto& command = addOne(line, "similarity", "Compare words with one another",
        "  vitrine-cli similarity --vectors words-en --words age,time,coffee", arguments,
        similarity);
    command.add_option("--words", arguments->words, "Words between commas")
        ->required()
        ->type_name("A,B,C");
    addMeasure(command, *arguments);
}

void addAnalogy(CommandLine& line) {
    static const std::map<std::string, AnalogyMethod> Methods{
        {"add", AnalogyMethod::CosineAddition}, {"multiply", AnalogyMethod::CosineMultiplication}};
    const auto arguments = std::make_shared<SimilarityArguments>();
    auto& command = addOne(line, "analogy", "Solve an analogy: king − man + woman",
        "  vitrine-cli analogy --vectors words-en --positive king,woman --negative man\n"
        "  vitrine-cli analogy --vectors words-en --positive king,woman --negative man"
        " --method multiply",
        arguments, analogy);
    command.add_option("--positive", arguments->positive, "Words that are added")
        ->required()
        ->type_name("A,B");
    command.add_option("--negative", arguments->negative, "Words that are taken away")
        ->type_name("C");
    command.add_option("--method", arguments->method, "add (3CosAdd) or multiply (3CosMul)")
        ->transform(CLI::CheckedTransformer(Methods).description(""))
        ->type_name("METHOD");
    addTop(command, *arguments);
}

} // namespace

void addSimilarityCommands(CommandLine& line) {
    addNeighbours(line);
    addSimilarity(line);
    addAnalogy(line);
}

} // namespace vitrine::cli
