#include "engine/cli/task_commands.h"

#include <array>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "engine/api/task_batch.h"
#include "engine/cli/data_problems.h"
#include "engine/cli/model_source.h"
#include "engine/cli/progress_line.h"
#include "engine/cli/task_output.h"

namespace vitrine::cli {

namespace {

struct TaskArguments {
    CommonOptions common;
    TextOptions text;
    std::string second; ///< of a pair
    std::string question;
    std::string batch; ///< table to be answered
    std::string out; ///< where it goes; empty: standard output
    std::string labelled; ///< file to be evaluated on
    std::string attribute; ///< label to be explained
    AnswerOptions answers;
    api::BatchColumns columns;
    DataColumns labelledColumns;
};

using Model = std::shared_ptr<const api::TaskModel>;

Expected<Model> openTaskModel(const TaskArguments& arguments) {
    return modelFolder(arguments.common.model).and_then([&](const auto& folder) {
        return api::TaskModel::load(folder, arguments.common.load);
    });
}

/// A result as the command was asked to show it.
template <typename Result, typename... Text>
void show(const TaskArguments& arguments, const Result& result, const Text&... text) {
    if (arguments.common.json) {
        std::cout << toJson(result, text...).dump() << '\n';
    } else {
        print(result, text...);
    }
}

void sayPartial(bool partial) {
    if (partial) {
        std::cerr << "Interrupted: the result is of a part of the file.\n";
    }
}

Expected<void> interruptedIf(bool partial) {
    sayPartial(partial);
    return partial ? Expected<void>(Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."}))
                   : Expected<void>();
}

Expected<void> answerBatch(
    const TaskArguments& arguments, const api::TaskModel& model, const std::stop_token& stop) {
    ProgressLine progress("answering");
    const auto table = api::answerTable(model, {.file = arguments.batch}, arguments.columns, stop,
        [&](const Progress& done) { progress.show(done.fraction); });
    if (!table) {
        return Unexpected(table.error());
    }
    listProblems(table->problems);
    if (arguments.out.empty()) {
        std::cout << api::csvOf(*table);
    } else if (auto written = api::writeCsv(*table, arguments.out); !written) {
        return written;
    }
    return interruptedIf(table->partial);
}

Expected<void> evaluateOn(
    const TaskArguments& arguments, const api::TaskModel& model, const std::stop_token& stop) {
    const std::array files{CorpusFile{.file = arguments.labelled}};
    ProgressLine line("evaluating");
    const auto progress = [&](const Progress& done) { line.show(done.fraction); };
    const auto report = [&](const auto& evaluation) -> Expected<void> {
        listProblems(evaluation.problems);
        show(arguments, evaluation);
        return interruptedIf(evaluation.partial);
    };
    switch (model.task().kind) {
    case TaskKind::Classification:
        return api::evaluateClassification(model, files, arguments.labelledColumns, stop, progress)
            .and_then(report);
    case TaskKind::Tagging:
        return api::evaluateTagging(model, files, arguments.labelledColumns, stop, progress)
            .and_then(report);
    case TaskKind::QuestionAnswering:
        return api::evaluateAnswering(model, files, stop, progress).and_then(report);
    }
    return {};
}

Unexpected anotherTask(const std::string& model) {
    return Unexpected(Error{ErrorCode::HeadMissing, model, "task head",
        model + ": the model was trained for another task."});
}

/// How a command is called and what its help says.
struct CommandText {
    std::string name;
    std::string description;
    std::string examples;
};

using OneText = std::function<Expected<void>(
    const TaskArguments&, const api::TaskModel&, const std::string&, const std::stop_token&)>;

Expected<void> run(const TaskArguments& arguments, TaskKind kind, const OneText& onText,
    const std::stop_token& stop) {
    const auto model = openTaskModel(arguments);
    if (!model) {
        return Unexpected(model.error());
    }
    if ((*model)->task().kind != kind) {
        return anotherTask(arguments.common.model);
    }
    if (!arguments.batch.empty()) {
        return answerBatch(arguments, **model, stop);
    }
    if (!arguments.labelled.empty()) {
        return evaluateOn(arguments, **model, stop);
    }
    return readText(arguments.text).and_then([&](const std::string& text) {
        return onText(arguments, **model, text, stop);
    });
}

Expected<void> classify(const TaskArguments& arguments, const api::TaskModel& model,
    const std::string& text, const std::stop_token& stop) {
    if (!arguments.attribute.empty()) {
        return model.attributeLabel(text, arguments.second, arguments.attribute, stop)
            .map([&](const InputAttribution& explained) { show(arguments, explained); });
    }
    return model.classify(text, arguments.second, stop).map([&](const auto& labels) {
        show(arguments, labels);
    });
}

Expected<void> tag(const TaskArguments& arguments, const api::TaskModel& model,
    const std::string& text, const std::stop_token& stop) {
    return model.tag(text, stop).map([&](const TaggedText& tagged) {
        show(arguments, tagged, text);
        if (tagged.wordsDropped > 0) {
            std::cerr << "The text is longer than the context: " << tagged.wordsDropped
                      << " words at its end are not read.\n";
        }
    });
}

Expected<void> answer(const TaskArguments& arguments, const api::TaskModel& model,
    const std::string& text, const std::stop_token& stop) {
    return model.answer(arguments.question, text, arguments.answers, stop)
        .map([&](const Answers& answers) { show(arguments, answers, text); });
}

/// --text, --file, --batch or --labelled, of which one is required, and what belongs to them.
void addInputOptions(CLI::App& command, TaskArguments& arguments) {
    auto& group = *command.add_option_group("Input", "What to read");
    group.add_option("--text", arguments.text.text, "The text itself")->type_name("TEXT");
    group
        .add_option("--file", arguments.text.file,
            "A file, taken whole and byte for byte; - for standard input")
        ->type_name("FILE");
    auto* batch = group
                      .add_option("--batch", arguments.batch,
                          "A table (CSV, TSV, JSON lines) whose rows are answered, as CSV")
                      ->type_name("FILE");
    group
        .add_option("--labelled", arguments.labelled,
            "A labelled file that the model is measured on, as for training")
        ->type_name("FILE");
    group.require_option(1);
    command.add_option("--out", arguments.out, "File for the table; standard output by default")
        ->type_name("CSV")
        ->needs(batch);
}

CLI::App& addTaskCommand(CommandLine& line, const std::shared_ptr<TaskArguments>& arguments,
    const CommandText& text, TaskKind kind, const OneText& onText) {
    auto& command = line.addCommand(text.name, text.description, text.examples,
        [=](const std::stop_token& stop) { return run(*arguments, kind, onText, stop); });
    addModelOption(command, arguments->common);
    addInputOptions(command, *arguments);
    return command;
}

void addColumnOption(CLI::App& command, const std::string& name, std::string& column,
    const std::string& description) {
    command.add_option(name, column, description)->capture_default_str()->type_name("NAME");
}

void addClassify(CommandLine& line) {
    const auto arguments = std::make_shared<TaskArguments>();
    auto& command = addTaskCommand(line, arguments,
        {"classify", "Say which label a text has, with a model that was trained to",
            "  vitrine-cli classify --model sentiment --text \"A lovely little film.\"\n"
            "  vitrine-cli classify --model sentiment --batch reviews.csv --out answered.csv\n"
            "  vitrine-cli classify --model sentiment --labelled test.csv --json"},
        TaskKind::Classification, classify);
    command.add_option("--second", arguments->second, "The second text of a pair")
        ->type_name("TEXT");
    command
        .add_option("--attribute", arguments->attribute,
            "Say instead what each token contributes to this label's logit (gradient × input)")
        ->type_name("LABEL");
    command
        .add_option_function<std::string>(
            "--text-column",
            [arguments](const std::string& column) {
                arguments->columns.text = arguments->labelledColumns.text = column;
            },
            "Column of the texts (text by default)")
        ->type_name("NAME");
    addColumnOption(command, "--label-column", arguments->labelledColumns.label,
        "Column of the labels in a labelled file");
    addDeviceOptions(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

void addTag(CommandLine& line) {
    const auto arguments = std::make_shared<TaskArguments>();
    auto& command = addTaskCommand(line, arguments,
        {"tag", "Find the entities in a text, with a model that was trained to",
            "  vitrine-cli tag --model entities --text \"Alice went to Paris.\"\n"
            "  vitrine-cli tag --model entities --batch news.csv --out answered.csv\n"
            "  vitrine-cli tag --model entities --labelled test.conll --json"},
        TaskKind::Tagging, tag);
    addColumnOption(command, "--text-column", arguments->columns.text, "Column of the texts");
    addDeviceOptions(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

void addAnswer(CommandLine& line) {
    const auto arguments = std::make_shared<TaskArguments>();
    auto& command = addTaskCommand(line, arguments,
        {"answer", "Find the answer to a question in a text, with a model that was trained to",
            "  vitrine-cli answer --model questions --question \"Who came?\" --text \"Alice "
            "came.\"\n"
            "  vitrine-cli answer --model questions --batch asked.csv --out answered.csv\n"
            "  vitrine-cli answer --model questions --labelled test.json --json"},
        TaskKind::QuestionAnswering, answer);
    command.add_option("--question", arguments->question, "What is asked of the text")
        ->type_name("TEXT");
    command.add_option("--top", arguments->answers.top, "Answers, the most probable first")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("K");
    command.add_option("--longest", arguments->answers.longest, "Tokens of an answer at most")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("N");
    addColumnOption(
        command, "--question-column", arguments->columns.question, "Column of the questions");
    addColumnOption(command, "--context-column", arguments->columns.context,
        "Column of the texts that hold the answers");
    addDeviceOptions(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace

void addTaskCommands(CommandLine& line) {
    addClassify(line);
    addTag(line);
    addAnswer(line);
}

} // namespace vitrine::cli
