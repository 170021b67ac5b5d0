#include "app/session/session_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>

#include <array>
#include <utility>

#include "app/session/chat_json.h"
#include "app/session/options_json.h"
#include "app/session/probability_json.h"
#include "app/workspace/recipe_json.h"

namespace vitrine::app {

namespace {

const QString formatName = QStringLiteral("vitrine-session");

QString key(const char* name) {
    return QString::fromLatin1(name);
}

template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, const char*>, N>;

constexpr Names<DeviceChoice, 3> deviceNames{
    {{DeviceChoice::Auto, "auto"}, {DeviceChoice::Cpu, "cpu"}, {DeviceChoice::Cuda, "cuda"}}};
constexpr Names<DType, 3> dtypeNames{
    {{DType::Float32, "float32"}, {DType::BFloat16, "bfloat16"}, {DType::Int8, "int8"}}};
constexpr Names<HeadAblation::Kind, 2> ablationNames{
    {{HeadAblation::Kind::Zero, "zero"}, {HeadAblation::Kind::Mean, "mean"}}};
constexpr Names<MaskEdit::Kind, 2> editNames{
    {{MaskEdit::Kind::Forbid, "forbid"}, {MaskEdit::Kind::Force, "force"}}};
constexpr Names<TokenOrigin, 3> originNames{{{TokenOrigin::Typed, "typed"},
    {TokenOrigin::Generated, "generated"}, {TokenOrigin::Chosen, "chosen"}}};

template <typename Enum, std::size_t N>
QString nameOf(const Names<Enum, N>& names, Enum value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) {
            return key(name);
        }
    }
    return {};
}

/// Sets `value` if `json` holds one of the names; a later version may know more of them.
template <typename Enum, std::size_t N>
void readName(const Names<Enum, N>& names, const QJsonValue& json, Enum& value) {
    const auto text = json.toString();
    for (const auto& [candidate, name] : names) {
        if (text == key(name)) {
            value = candidate;
        }
    }
}

QString fromBytes(const std::string& text) {
    return QString::fromStdString(text);
}

QJsonObject writeTemplate(const widgets::PromptTemplate& prompt) {
    QJsonArray examples;
    for (const auto& example : prompt.examples) {
        examples.append(QJsonArray{example.input, example.output});
    }
    return {{key("instruction"), prompt.instruction}, {key("inputLabel"), prompt.inputLabel},
        {key("outputLabel"), prompt.outputLabel}, {key("examples"), examples},
        {key("query"), prompt.query}, {key("answer"), prompt.answer},
        {key("candidates"), QJsonArray::fromStringList(prompt.candidates)}};
}

widgets::PromptTemplate readTemplate(const QJsonObject& json) {
    widgets::PromptTemplate prompt;
    prompt.instruction = json[key("instruction")].toString();
    prompt.inputLabel = json[key("inputLabel")].toString();
    prompt.outputLabel = json[key("outputLabel")].toString();
    prompt.query = json[key("query")].toString();
    prompt.answer = json[key("answer")].toString();
    for (const auto& candidate : json[key("candidates")].toArray()) {
        prompt.candidates.append(candidate.toString());
    }
    for (const auto& example : json[key("examples")].toArray()) {
        prompt.examples.push_back({example[0].toString(), example[1].toString()});
    }
    return prompt;
}

constexpr Names<VectorChoice::Kind, 3> vectorNames{
    {{VectorChoice::Kind::File, "file"}, {VectorChoice::Kind::TokenEmbeddings, "tokenEmbeddings"},
        {VectorChoice::Kind::HiddenStates, "hiddenStates"}}};
constexpr Names<SimilarityMeasure, 3> measureNames{{{SimilarityMeasure::Cosine, "cosine"},
    {SimilarityMeasure::DotProduct, "dotProduct"}, {SimilarityMeasure::Euclidean, "euclidean"}}};
constexpr Names<MapMethod, 3> mapNames{
    {{MapMethod::Components, "pca"}, {MapMethod::Tsne, "tsne"}, {MapMethod::Umap, "umap"}}};

QJsonArray writeWords(const std::vector<std::string>& words) {
    QJsonArray json;
    for (const auto& word : words) {
        json.append(fromBytes(word));
    }
    return json;
}

std::vector<std::string> readWords(const QJsonArray& json) {
    std::vector<std::string> words;
    for (const auto& word : json) {
        words.push_back(word.toString().toStdString());
    }
    return words;
}

QJsonArray writeLists(const std::vector<WordList>& lists) {
    QJsonArray json;
    for (const auto& list : lists) {
        json.append(QJsonObject{{key("name"), list.name}, {key("words"), writeWords(list.words)}});
    }
    return json;
}

std::vector<WordList> readLists(const QJsonArray& json) {
    std::vector<WordList> lists;
    for (const auto& list : json) {
        const auto object = list.toObject();
        lists.push_back(
            {object[key("name")].toString(), readWords(object[key("words")].toArray())});
    }
    return lists;
}

QJsonObject writeEmbeddings(const EmbeddingsState& state) {
    return {{key("vectors"), nameOf(vectorNames, state.choice.kind)},
        {key("file"), fromBytes(state.choice.file)}, {key("depth"), state.choice.depth},
        {key("query"), state.query}, {key("measure"), nameOf(measureNames, state.measure)},
        {key("words"), writeWords(state.words)}, {key("map"), nameOf(mapNames, state.method)},
        {key("dimensions"), state.dimensions}, {key("scope"), state.scope},
        {key("tool"), state.tool}, {key("analogy"), state.analogy},
        {key("senseWord"), state.senseWord}, {key("senseTexts"), state.senseTexts},
        {key("senseRaw"), state.senseRaw}, {key("lists"), writeLists(state.lists)}};
}

EmbeddingsState readEmbeddings(const QJsonObject& json) {
    EmbeddingsState state;
    readName(vectorNames, json[key("vectors")], state.choice.kind);
    state.choice.file = json[key("file")].toString().toStdString();
    state.choice.depth = std::max(json[key("depth")].toInt(), 0);
    state.query = json[key("query")].toString();
    readName(measureNames, json[key("measure")], state.measure);
    state.words = readWords(json[key("words")].toArray());
    readName(mapNames, json[key("map")], state.method);
    state.dimensions = json[key("dimensions")].toInt() == 3 ? 3 : 2;
    state.scope = json[key("scope")].toInt();
    state.tool = json[key("tool")].toInt();
    state.analogy = json[key("analogy")].toString();
    state.senseWord = json[key("senseWord")].toString();
    state.senseTexts = json[key("senseTexts")].toString();
    state.senseRaw = json[key("senseRaw")].toBool();
    state.lists = readLists(json[key("lists")].toArray());
    return state;
}

QJsonObject writeTasks(const TasksState& state) {
    return {{key("task"), state.task}, {key("view"), state.view},
        {key("explanation"), state.explanation}, {key("question"), fromBytes(state.question)},
        {key("instruction"), fromBytes(state.instruction)},
        {key("candidates"), fromBytes(state.candidates)},
        {key("references"), fromBytes(state.references)}};
}

TasksState readTasks(const QJsonObject& json) {
    const auto text
        = [&json](const char* name) { return json[key(name)].toString().toStdString(); };
    return {json[key("task")].toInt(-1), json[key("view")].toInt(),
        json[key("explanation")].toInt(), text("question"), text("instruction"), text("candidates"),
        text("references")};
}

QJsonObject writeTraining(const TrainingState& state) {
    QJsonObject json{{key("view"), state.view}, {key("run"), fromBytes(state.run)},
        {key("quantity"), state.quantity}, {key("logarithmic"), state.logarithmic},
        {key("study"), state.study}, {key("unfolded"), state.unfolded},
        {key("preset"), fromBytes(state.preset)}};
    if (state.recipe) {
        json[key("recipe")] = writeRecipe(*state.recipe);
    }
    return json;
}

TrainingState readTraining(const QJsonObject& json) {
    TrainingState state;
    state.view = json[key("view")].toInt();
    state.run = json[key("run")].toString().toStdString();
    state.quantity = json[key("quantity")].toInt();
    state.logarithmic = json[key("logarithmic")].toBool();
    state.study = json[key("study")].toInt();
    state.unfolded = json[key("unfolded")].toBool();
    state.preset = json[key("preset")].toString().toStdString();
    state.recipe = readRecipe(json[key("recipe")].toObject());
    return state;
}

QJsonObject writeHead(const HeadIndex& head) {
    return {{key("layer"), head.layer}, {key("head"), head.head}};
}

HeadIndex readHead(const QJsonObject& json) {
    return {std::max(json[key("layer")].toInt(), 0), std::max(json[key("head")].toInt(), 0)};
}

QJsonObject writeInterventions(const Interventions& interventions) {
    QJsonArray heads;
    for (const auto& ablation : interventions.heads) {
        auto json = writeHead(ablation.head);
        json[key("kind")] = nameOf(ablationNames, ablation.kind);
        heads.append(json);
    }
    QJsonArray mask;
    for (const auto& edit : interventions.mask) {
        auto json = edit.head ? writeHead(*edit.head) : QJsonObject();
        json[key("query")] = edit.query;
        json[key("key")] = edit.key;
        json[key("kind")] = nameOf(editNames, edit.kind);
        mask.append(json);
    }
    return {{key("heads"), heads}, {key("mask"), mask}};
}

Interventions readInterventions(const QJsonObject& json) {
    Interventions interventions;
    for (const auto& value : json[key("heads")].toArray()) {
        const auto head = value.toObject();
        auto& ablation = interventions.heads.emplace_back(HeadAblation{readHead(head)});
        readName(ablationNames, head[key("kind")], ablation.kind);
    }
    for (const auto& value : json[key("mask")].toArray()) {
        const auto pair = value.toObject();
        MaskEdit edit;
        edit.query = std::max(pair[key("query")].toInt(), 0);
        edit.key = std::max(pair[key("key")].toInt(), 0);
        readName(editNames, pair[key("kind")], edit.kind);
        if (pair.contains(key("head"))) {
            edit.head = readHead(pair);
        }
        interventions.mask.push_back(edit);
    }
    return interventions;
}

QJsonArray writeNumbers(const std::set<int>& numbers) {
    QJsonArray json;
    for (const int number : numbers) {
        json.append(number);
    }
    return json;
}

std::set<int> readNumbers(const QJsonArray& json) {
    std::set<int> numbers;
    for (const auto& number : json) {
        numbers.insert(number.toInt());
    }
    return numbers;
}

QJsonObject writeNode(const BranchNode& node) {
    QJsonObject json{{key("parent"), node.parent}, {key("id"), node.id},
        {key("origin"), nameOf(originNames, node.origin)}};
    if (node.scored) {
        json[key("logProbability")] = node.logProbability;
        json[key("entropy")] = node.entropy;
        json[key("rank")] = node.rank;
    }
    if (node.settledProbability) {
        json[key("probability")] = *node.settledProbability;
    }
    if (node.draw >= 0) {
        json[key("draw")] = node.draw;
    }
    return json;
}

BranchNode readNode(const QJsonObject& json) {
    BranchNode node;
    node.parent = json[key("parent")].toInt(-1);
    node.id = json[key("id")].toInt(-1);
    readName(originNames, json[key("origin")], node.origin);
    node.scored = json.contains(key("logProbability"));
    node.logProbability = json[key("logProbability")].toDouble();
    node.entropy = json[key("entropy")].toDouble();
    node.rank = json[key("rank")].toInt();
    if (json.contains(key("probability"))) {
        node.settledProbability = json[key("probability")].toDouble();
    }
    node.draw = json[key("draw")].toDouble(-1);
    return node;
}

QJsonObject writeTree(const BranchTree& tree) {
    QJsonArray nodes;
    for (std::size_t i = 1; i < tree.nodes().size(); ++i) {
        nodes.append(writeNode(tree.nodes()[i]));
    }
    return {{key("nodes"), nodes}, {key("current"), tree.current()}};
}

std::optional<BranchTree> readTree(const QJsonObject& json) {
    std::vector<BranchNode> nodes(1);
    for (const auto& node : json[key("nodes")].toArray()) {
        nodes.push_back(readNode(node.toObject()));
    }
    return BranchTree::fromNodes(std::move(nodes), json[key("current")].toInt(-1));
}

QJsonObject writeTrees(const std::map<std::string, BranchTree>& trees) {
    QJsonObject json;
    for (const auto& [model, tree] : trees) {
        json[fromBytes(model)] = writeTree(tree);
    }
    return json;
}

Unexpected damaged(ErrorCode code, const std::string& file, std::string place) {
    return Unexpected(Error{code, file, place, "The session breaks its format at " + place});
}

Expected<QJsonObject> checkedRoot(const QByteArray& json, const std::string& file) {
    QJsonParseError fault;
    const auto document = QJsonDocument::fromJson(json, &fault);
    if (fault.error != QJsonParseError::NoError) {
        return damaged(ErrorCode::JsonInvalid, file, "byte " + std::to_string(fault.offset));
    }
    auto root = document.object();
    if (root[key("format")].toString() != formatName) {
        return damaged(ErrorCode::ValueInvalid, file, "/format");
    }
    const int version = root[key("version")].toInt();
    if (version < 1) {
        return damaged(ErrorCode::ValueInvalid, file, "/version");
    }
    if (version > session_json::version) {
        const auto place = std::to_string(version) + " > " + std::to_string(session_json::version);
        return Unexpected(Error{
            ErrorCode::FormatTooNew, file, place, "The session was written by a newer program"});
    }
    return root;
}

} // namespace

QByteArray session_json::write(const SessionState& state) {
    const QJsonObject root{{key("format"), formatName}, {key("version"), version},
        {key("model"), fromBytes(state.model)}, {key("device"), nameOf(deviceNames, state.device)},
        {key("dtype"), nameOf(dtypeNames, state.dtype)}, {key("lens"), fromBytes(state.lens)},
        {key("text"), fromBytes(state.text)}, {key("secondText"), fromBytes(state.secondText)},
        {key("alternatives"), fromBytes(state.alternatives)},
        {key("masked"), writeNumbers(state.masked)},
        {key("options"), session_json::writeOptions(state.options)},
        {key("samples"), state.samples}, {key("head"), writeHead(state.head)},
        {key("interventions"), writeInterventions(state.interventions)},
        {key("secondModel"), fromBytes(state.secondModel)},
        {key("template"), writeTemplate(state.promptTemplate)},
        {key("embeddings"), writeEmbeddings(state.embeddings)},
        {key("probability"), writeProbability(state.probability)},
        {key("training"), writeTraining(state.training)}, {key("tasks"), writeTasks(state.tasks)},
        {key("chat"), session_json::writeChat(state.chat)},
        {key("trees"), writeTrees(state.trees)}};
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

Expected<SessionState> session_json::read(const QByteArray& json, const std::string& file) {
    const auto root = checkedRoot(json, file);
    if (!root) {
        return Unexpected(root.error());
    }
    SessionState state;
    state.model = (*root)[key("model")].toString().toStdString();
    readName(deviceNames, (*root)[key("device")], state.device);
    readName(dtypeNames, (*root)[key("dtype")], state.dtype);
    state.lens = (*root)[key("lens")].toString().toStdString();
    state.text = (*root)[key("text")].toString().toStdString();
    state.secondText = (*root)[key("secondText")].toString().toStdString();
    state.alternatives = (*root)[key("alternatives")].toString().toStdString();
    state.masked = readNumbers((*root)[key("masked")].toArray());
    state.options = session_json::readOptions((*root)[key("options")].toObject());
    state.samples = (*root)[key("samples")].toInt(state.samples);
    state.head = readHead((*root)[key("head")].toObject());
    state.interventions = readInterventions((*root)[key("interventions")].toObject());
    state.secondModel = (*root)[key("secondModel")].toString().toStdString();
    state.promptTemplate = readTemplate((*root)[key("template")].toObject());
    state.embeddings = readEmbeddings((*root)[key("embeddings")].toObject());
    state.training = readTraining((*root)[key("training")].toObject());
    state.tasks = readTasks((*root)[key("tasks")].toObject());
    state.probability = readProbability((*root)[key("probability")].toObject());
    auto chat = session_json::readChat((*root)[key("chat")].toObject());
    if (!chat) {
        return damaged(ErrorCode::ValueInvalid, file, "/chat");
    }
    state.chat = std::move(*chat);
    const auto trees = (*root)[key("trees")].toObject();
    for (auto tree = trees.begin(); tree != trees.end(); ++tree) {
        auto nodes = readTree(tree.value().toObject());
        if (!nodes) {
            return damaged(ErrorCode::ValueInvalid, file, "/trees/" + tree.key().toStdString());
        }
        state.trees.emplace(tree.key().toStdString(), std::move(*nodes));
    }
    return state;
}

} // namespace vitrine::app
