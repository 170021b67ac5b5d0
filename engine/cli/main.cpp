#include "engine/api/openmp_policy.h"
#include "engine/cli/bench_command.h"
#include "engine/cli/chat_command.h"
#include "engine/cli/command_line.h"
#include "engine/cli/convert_command.h"
#include "engine/cli/evaluate_command.h"
#include "engine/cli/fill_mask_command.h"
#include "engine/cli/generate_command.h"
#include "engine/cli/models_command.h"
#include "engine/cli/ngram_command.h"
#include "engine/cli/similarity_commands.h"
#include "engine/cli/task_commands.h"
#include "engine/cli/tokenize_command.h"
#include "engine/cli/trace_command.h"
#include "engine/cli/train_command.h"
#include "engine/cli/vectors_command.h"

int main(int argc, char** argv) {
    using namespace vitrine;
    api::makeOpenMpWaitPassively(argv);
    cli::CommandLine line;
    cli::addModelsCommand(line);
    cli::addTokenizeCommand(line);
    cli::addDetokenizeCommand(line);
    cli::addGenerateCommand(line);
    cli::addChatCommand(line);
    cli::addFillMaskCommand(line);
    cli::addTaskCommands(line);
    cli::addTraceCommand(line);
    cli::addEvaluateCommand(line);
    cli::addSimilarityCommands(line);
    cli::addVectorsCommand(line);
    cli::addTrainCommand(line);
    cli::addNgramCommand(line);
    cli::addConvertCommand(line);
    cli::addBenchCommand(line);
    return line.run(argc, argv);
}
