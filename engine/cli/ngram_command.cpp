#include "engine/cli/ngram_command.h"

#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/api/model_library.h"
#include "engine/cli/json_output.h"
#include "engine/cli/model_source.h"
#include "engine/cli/progress_line.h"
#include "engine/ngram/arpa_writer.h"
#include "engine/ngram/counts_file.h"
#include "engine/ngram/ngram_counter.h"
#include "engine/ngram/ngram_model.h"
#include "engine/ngram/ngram_names.h"
#include "engine/ngram/text_units.h"
#include "engine/text/take_line.h"
#include "engine/text/unicode.h"

namespace vitrine::cli {

namespace {

using ModelPointer = std::shared_ptr<const ngram::NgramModel>;

struct TrainArguments {
    CommonOptions common;
    NgramCounting counting;
    NgramEstimate estimate;
    std::string out;
    std::string keptCounts;
    std::vector<std::string> files;
    std::uint64_t memoryMebibytes = 1024;
};

struct ScoreArguments {
    CommonOptions common;
    std::string file;
};

struct NextArguments {
    CommonOptions common;
    std::string context;
    std::size_t top = 10;
    bool inside = false;
};

Json discountsJson(const std::vector<NgramDiscounts>& discounts) {
    auto list = Json::array();
    for (const auto& order : discounts) {
        list.push_back(order.values);
    }
    return list;
}

void noteSubstitutes(const std::vector<NgramDiscounts>& discounts) {
    for (std::size_t i = 0; i < discounts.size(); ++i) {
        if (discounts[i].substituted) {
            std::cerr << "The text is too small or too regular to estimate the discounts of order "
                      << i + 1 << "; usual values stand in.\n";
        }
    }
}

void printTrained(const ngram::NgramModel& model, double seconds, bool json) {
    auto counts = Json::array();
    for (int n = 1; n <= model.order(); ++n) {
        counts.push_back(model.probabilities().size(n));
    }
    if (json) {
        std::cout << Json{{"order", model.order()}, {"counts", counts},
            {"discounts", discountsJson(model.discounts())},
            {"seconds",
                seconds}}.dump()
                  << '\n';
        return;
    }
    std::cout << "order\tn-grams\tdiscounts\n";
    for (int n = 1; n <= model.order(); ++n) {
        const auto i = static_cast<std::size_t>(n - 1);
        std::cout << n << '\t' << counts[i] << '\t';
        for (const auto value : model.discounts()[i].values) {
            std::cout << ' ' << value;
        }
        std::cout << '\n';
    }
    std::cout << seconds << " s\n";
}

Expected<std::shared_ptr<const ngram::NgramCounts>> count(
    const TrainArguments& arguments, const std::stop_token& stop) {
    auto counting = arguments.counting;
    counting.memoryBytes = arguments.memoryMebibytes << 20;
    auto counter = ngram::NgramCounter::create(counting);
    if (!counter) {
        return Unexpected(counter.error());
    }
    for (std::size_t i = 0; i < arguments.files.size(); ++i) {
        ProgressLine line("Reading " + arguments.files[i]);
        auto added = counter->addFile(
            arguments.files[i], [&](double part) { line.show(part); }, stop);
        if (!added) {
            return Unexpected(added.error());
        }
    }
    return counter->finish(stop);
}

Expected<void> train(const TrainArguments& arguments, const std::stop_token& stop) {
    const auto start = std::chrono::steady_clock::now();
    auto model = count(arguments, stop).and_then([&](const auto& counts) {
        return ngram::NgramModel::estimated(counts, arguments.estimate, stop);
    });
    if (model) {
        if (auto written = ngram::writeArpa((*model)->probabilities(), arguments.out, stop);
            !written) {
            model = Unexpected(written.error());
        }
    }
    if (model && !arguments.keptCounts.empty()) {
        if (auto kept = ngram::writeCounts(*(*model)->counts(), arguments.keptCounts); !kept) {
            model = Unexpected(kept.error());
        }
    }
    if (!model) {
        if (model.error().code == ErrorCode::Interrupted) {
            std::cerr << "Interrupted: " << arguments.out << " was not written.\n";
        }
        return Unexpected(model.error());
    }
    noteSubstitutes((*model)->discounts());
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    printTrained(**model, seconds.count(), arguments.common.json);
    return {};
}

Expected<ModelPointer> openNgram(const std::string& nameOrFile, const std::stop_token& stop) {
    return api::ModelLibrary(api::ModelLibrary::defaultFolder())
        .openNgram(nameOrFile, stop)
        .map([&](const api::OpenedNgram& opened) {
            if (opened.arpa && opened.arpa->missingBackoffs > 0) {
                std::cerr
                    << nameOrFile << ": " << opened.arpa->missingBackoffs
                    << " n-grams begin longer ones but have no back-off weight, first on line "
                    << opened.arpa->firstMissingLine << "; it is taken to be 1.\n";
            }
            return opened.model;
        });
}

/// Sums over the sentences of a file.
struct Score {
    NgramSentenceScore sum;
    Json sentences = Json::array();

    void add(const NgramSentenceScore& score) {
        sum.log10 += score.log10;
        sum.tokens += score.tokens;
        sum.unknownWords += score.unknownWords;
        sum.log10Unknown += score.log10Unknown;
    }
    double perplexity() const { return std::pow(10, -sum.log10 / sum.tokens); }
    double perplexityWithoutUnknown() const {
        return std::pow(10, -(sum.log10 - sum.log10Unknown) / (sum.tokens - sum.unknownWords));
    }
};

Expected<void> checkUtf8(std::string_view line, const std::string& file, std::size_t number) {
    const auto bad = text::firstInvalidUtf8(line);
    if (!bad) {
        return {};
    }
    const auto place = "line " + std::to_string(number) + ", byte " + std::to_string(*bad);
    return Unexpected(
        Error{ErrorCode::TextInvalid, file, place, file + ", " + place + " is not valid UTF-8."});
}

Expected<void> score(const ScoreArguments& arguments, const std::stop_token& stop) {
    const auto text = readText({.text = {}, .file = arguments.file});
    if (!text) {
        return Unexpected(text.error());
    }
    const auto model = openNgram(arguments.common.model, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    Score all;
    std::string_view rest = *text;
    for (std::size_t number = 1; !rest.empty() && !stop.stop_requested(); ++number) {
        const auto line = text::takeLine(rest);
        if (const auto valid = checkUtf8(line, arguments.file, number); !valid) {
            return valid;
        }
        const auto sentence = (*model)->probabilities().scoreSentence((*model)->encode(line));
        all.add(sentence);
        if (arguments.common.json) {
            all.sentences.push_back({{"text", line}, {"log10", sentence.log10},
                {"tokens", sentence.tokens}, {"oov", sentence.unknownWords}});
        } else {
            std::cout << sentence.log10 << '\t' << sentence.tokens << '\t' << sentence.unknownWords
                      << '\t' << line << '\n';
        }
    }
    if (all.sum.tokens == 0) {
        return Unexpected(Error{ErrorCode::DatasetTooSmall, arguments.file, "0, 1",
            arguments.file + " has no line to score."});
    }
    if (arguments.common.json) {
        std::cout << Json{{"sentences", all.sentences}, {"perplexity", all.perplexity()},
            {"perplexity_without_oov", all.perplexityWithoutUnknown()}}
                         .dump()
                  << '\n';
    } else {
        std::cout << "perplexity\t" << all.perplexity() << "\nwithout unknown words\t"
                  << all.perplexityWithoutUnknown() << '\n';
    }
    if (!rest.empty()) {
        std::cerr << "Interrupted: the numbers are of a part of the text.\n";
        return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
    }
    return {};
}

Expected<void> next(const NextArguments& arguments, const std::stop_token& stop) {
    const auto model = openNgram(arguments.common.model, stop);
    if (!model) {
        return Unexpected(model.error());
    }
    const auto& probabilities = (*model)->probabilities();
    const auto context
        = (*model)->contextOf((*model)->encode(arguments.context), !arguments.inside);
    auto candidates = Json::array();
    for (const auto& [word, probability] : (*model)->likeliest(context, arguments.top)) {
        auto node = context;
        const auto found = probabilities.score(node, word);
        candidates.push_back({{"text", (*model)->words().word(word)}, {"probability", probability},
            {"log10", found.log10}, {"order", found.order}});
    }
    if (arguments.common.json) {
        std::cout << Json{{"context", arguments.context}, {"candidates", candidates}}.dump()
                  << '\n';
        return {};
    }
    for (const auto& candidate : candidates) {
        std::cout << candidate["probability"].get<double>() << '\t' << candidate["order"].get<int>()
                  << "-gram\t" << candidate["text"].get<std::string>() << '\n';
    }
    return {};
}

void addNgramModelOption(CLI::App& command, CommonOptions& options) {
    command.add_option("--model", options.model, "Built-in n-gram model, or ARPA file")
        ->required()
        ->type_name("NAME|FILE");
}

void addTrain(CommandLine& line, CLI::App& group) {
    using enum NgramSmoothing;
    static std::map<std::string, NgramSmoothing> methods;
    for (const auto method :
        {MaximumLikelihood, AddK, GoodTuring, Katz, KneserNey, ModifiedKneserNey, StupidBackoff}) {
        methods.emplace(ngram::smoothingName(method), method);
    }
    static const std::map<std::string, NgramUnit> Units{
        {"word", NgramUnit::Word}, {"character", NgramUnit::Character}};
    const auto arguments = std::make_shared<TrainArguments>();
    auto& command = line.addCommand(group, "train",
        "Count the n-grams of texts, one sentence on each line, and write a model as ARPA file",
        "  vitrine-cli ngram train --order 5 --unit character --out novel.arpa novel.txt\n"
        "  vitrine-cli ngram train --order 3 --smoothing katz --cutoffs 0,0,1 --out n.arpa a.txt"
        " b.txt --json",
        [arguments](const std::stop_token& stop) { return train(*arguments, stop); });
    command.add_option("--order", arguments->counting.order, "Longest n-gram, 1 to 7")
        ->check(CLI::Range(1, MaximumNgramOrder))
        ->type_name("N");
    command
        .add_option("--smoothing", arguments->estimate.smoothing,
            "mle, add-k, good-turing, katz, kneser-ney, modified-kneser-ney or stupid-backoff")
        ->transform(CLI::CheckedTransformer(methods).description(""))
        ->type_name("METHOD");
    command
        .add_option("--unit", arguments->counting.unit,
            "What is counted: word (between white space) or character (every one)")
        ->transform(CLI::CheckedTransformer(Units).description(""))
        ->type_name("UNIT");
    command.add_option("--out", arguments->out, "ARPA file to write")
        ->required()
        ->type_name("F.arpa");
    command
        .add_option("--cutoffs", arguments->counting.cutoffs,
            "Drop n-grams seen at most so often, by order from 1; the first is 0")
        ->delimiter(',')
        ->type_name("C,…");
    command.add_option("--k", arguments->estimate.addK, "What add-k adds to every count")
        ->check(CLI::PositiveNumber)
        ->type_name("K");
    command
        .add_option("--backoff-factor", arguments->estimate.backoffFactor,
            "What stupid back-off multiplies with at every step")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("A");
    command
        .add_option("--memory", arguments->memoryMebibytes,
            "MiB to work in; beyond them the temporary folder is used")
        ->check(CLI::Range(1, 1 << 20))
        ->type_name("MIB");
    command
        .add_option("--temporary", arguments->counting.temporaryFolder,
            "Folder for what does not fit in memory")
        ->type_name("DIR");
    command
        .add_option("--counts", arguments->keptCounts,
            "Also write the counts, from which every method can be computed again")
        ->type_name("FILE");
    command.add_option("files", arguments->files, "Texts")->required()->type_name("FILES");
    addJsonOption(command, arguments->common);
}

void addScore(CommandLine& line, CLI::App& group) {
    const auto arguments = std::make_shared<ScoreArguments>();
    auto& command = line.addCommand(group, "score",
        "Log-probability (base 10) of every line of a file, and its perplexity; the end of a line"
        " counts as a token",
        "  vitrine-cli ngram score --model novel.arpa held-out.txt\n"
        "  vitrine-cli ngram score --model novel.arpa held-out.txt --json",
        [arguments](const std::stop_token& stop) { return score(*arguments, stop); });
    addNgramModelOption(command, arguments->common);
    command.add_option("file", arguments->file, "Text, one sentence on each line")
        ->required()
        ->type_name("FILE");
    addJsonOption(command, arguments->common);
}

void addNext(CommandLine& line, CLI::App& group) {
    const auto arguments = std::make_shared<NextArguments>();
    auto& command = line.addCommand(group, "next", "The likeliest next words after a context",
        "  vitrine-cli ngram next --model novel.arpa --context 天下 --top 5\n"
        "  vitrine-cli ngram next --model words.arpa --context \"the old\" --inside --json",
        [arguments](const std::stop_token& stop) { return next(*arguments, stop); });
    addNgramModelOption(command, arguments->common);
    command.add_option("--context", arguments->context, "What stands before")->type_name("TEXT");
    command.add_option("--top", arguments->top, "How many words")
        ->check(CLI::PositiveNumber)
        ->type_name("K");
    command.add_flag(
        "--inside", arguments->inside, "The context stands inside a sentence; else it begins one");
    addJsonOption(command, arguments->common);
}

} // namespace

void addNgramCommand(CommandLine& line) {
    auto& group = line.addGroup("ngram", "Count n-grams, score sentences, predict the next word",
        "  vitrine-cli ngram train --order 3 --out model.arpa text.txt\n"
        "  vitrine-cli ngram score --model model.arpa other.txt");
    addTrain(line, group);
    addScore(line, group);
    addNext(line, group);
}

} // namespace vitrine::cli
