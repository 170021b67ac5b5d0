#include <cmath>
#include <csignal>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000; // milliseconds, for a loaded machine

const QString Models = QStringLiteral(VITRINE_SOURCE_DIR "/tests/engine/api/cases/generation");
const QString Model = Models + "/tied"_L1;
const QString Bert = QStringLiteral(VITRINE_SOURCE_DIR "/tests/engine/api/cases/masked/bert");

struct Run {
    int code = 0;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Run finish(QProcess& process) {
    if (!process.waitForFinished(Patience)) {
        return {-1, {}, "it did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Run run(const QStringList& arguments) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("VITRINE_MODELS"_L1, Models);
    environment.insert("XDG_DATA_HOME"_L1, "/nowhere"_L1); // no fetched models
    environment.insert("HF_HUB_CACHE"_L1, "/nowhere"_L1);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(VITRINE_CLI), arguments);
    return finish(process);
}

/// The second bit of the mask of blocked signals in /proc/PID/status: SIGINT waits for its thread.
bool takesInterrupts(const QProcess& process) {
    QFile status(u"/proc/%1/status"_s.arg(process.processId()));
    const auto open = status.open(QIODevice::ReadOnly);
    const auto text = open ? status.readAll() : QByteArray();
    const auto start = text.indexOf("SigBlk:") + 7;
    const auto mask = text.mid(start, text.indexOf('\n', start) - start).trimmed();
    return mask.toULongLong(nullptr, 16) & (1ULL << (SIGINT - 1));
}

QStringList words(const char* line) {
    return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasHelpWithExamples_data();
    void everyCommandHasHelpWithExamples();
    void wrongUsage_data();
    void wrongUsage();
    void failures_data();
    void failures();
    void listsModels();
    void tokenizes();
    void tokenizesAFileByteForByte();
    void detokenizes();
    void generatesGreedily();
    void generatesBeams();
    void repeatsASample();
    void stopsAtAStopString();
    void printsPlainText();
    void converses();
    void showsATemplateThatItDoesNotKnow();
    void traces();
    void fillsMasks();
    void saysThatAPairIsTooLong();
    void evaluates();
    void evaluatesHiddenTokens();
    void converts();
    void measures();
    void keepsAPartialResultWhenInterrupted();
};

void TestCli::everyCommandHasHelpWithExamples_data() {
    QTest::addColumn<QString>("command");
    for (const char* command : {"models", "tokenize", "detokenize", "generate", "chat", "fill-mask",
             "classify", "tag", "answer", "trace", "evaluate", "neighbours", "similarity",
             "analogy", "vectors", "train", "ngram", "convert", "bench"}) {
        QTest::newRow(command) << QString::fromLatin1(command);
    }
}

void TestCli::everyCommandHasHelpWithExamples() {
    QFETCH(QString, command);
    const auto help = run({command, "--help"_L1});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("Examples:"));
    QVERIFY(help.out.contains("vitrine-cli " + command.toLatin1()));
}

void TestCli::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList();
    QTest::newRow("unknown command") << words("frobnicate");
    QTest::newRow("no model") << words("generate --prompt x");
    QTest::newRow("unknown option") << words("models --colour");
    QTest::newRow("temperature 0")
        << words("generate --model tied --prompt x --strategy sample --temperature 0");
    QTest::newRow("top p above 1") << words("generate --model tied --prompt x --top-p 1.1");
    QTest::newRow("unknown strategy") << words("generate --model tied --prompt x --strategy luck");
    QTest::newRow("no tokens") << words("generate --model tied --prompt x --max-new-tokens 0");
    QTest::newRow("text and file") << words("tokenize --model tied --text a --file b");
    QTest::newRow("unknown type") << words("generate --model tied --prompt x --dtype float8");
}

void TestCli::wrongUsage() {
    QFETCH(QStringList, arguments);
    const auto wrong = run(arguments);
    QCOMPARE(wrong.code, 2);
    QVERIFY(wrong.out.isEmpty());
    QVERIFY(!wrong.err.isEmpty());
}

void TestCli::failures_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("no such model")
        << words("generate --model nowhere --prompt x --json") << QByteArray("nowhere");
    QTest::newRow("prompt too long")
        << QStringList{"generate"_L1, "--model"_L1, Model, "--prompt"_L1, QString(49, u'x')}
        << QByteArray("49");
    QTest::newRow("unknown token")
        << words("trace --model tied --ids 1,999 --out t.safetensors") << QByteArray("999");
    QTest::newRow("unknown token to text")
        << words("detokenize --model tied --ids 999") << QByteArray("999");
    QTest::newRow("no such file") << words("tokenize --model tied --file /no/such/file")
                                  << QByteArray("/no/such/file");
    QTest::newRow("a BERT does not continue") << QStringList{"generate"_L1, "--model"_L1, Bert,
        "--prompt"_L1, "x"_L1} << QByteArray("next-token head");
    QTest::newRow("no chat template")
        << words("chat --model tied --prompt x") << QByteArray("chat template");
    QTest::newRow("a GPT fills no masks")
        << words("fill-mask --model tied --text x") << QByteArray("masked-token head");
    QTest::newRow("no mask in the text") << QStringList{"fill-mask"_L1, "--model"_L1, Bert,
        "--text"_L1, "x"_L1} << QByteArray("[MASK]");
    QTest::newRow("nowhere to write")
        << words("trace --model tied --ids 1 --out /no/such/folder/t.safetensors")
        << QByteArray("/no/such/folder");
}

void TestCli::failures() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, names);
    const auto failed = run(arguments);
    QCOMPARE(failed.code, 1);
    QVERIFY(failed.out.isEmpty());
    QCOMPARE(failed.err.count('\n'), 1); // one line
    QVERIFY2(failed.err.contains(names), failed.err.constData());
}

void TestCli::listsModels() {
    const auto listed = run(words("models --json"));
    QCOMPARE(listed.code, 0);
    const auto models = QJsonDocument::fromJson(listed.out).array();
    QCOMPARE(models.size(), 2);
    const auto model = models[0].toObject();
    QCOMPARE(model["name"_L1].toString(), u"tied"_s);
    QCOMPARE(model["architecture"_L1].toString(), u"gpt2"_s);
    QCOMPARE(model["vocabulary"_L1].toInt(), 257);
    QCOMPARE(model["context"_L1].toInt(), 48);
    QVERIFY(model["parameters"_L1].toInt() > 10'000);
    QVERIFY(model["languages"_L1].isArray());
    QCOMPARE(model["abilities"_L1].toArray(), QJsonArray{u"generate"_s});
    QCOMPARE(model["path"_L1].toString(), Model);
}

void TestCli::tokenizes() {
    const auto result = run(words("tokenize --model tied --json --text é!"));
    QCOMPARE(result.code, 0);
    // One token for each byte of the UTF-8 that words() made of these Latin-1 characters' bytes.
    const auto text = QString::fromLatin1("é!").toUtf8();
    const auto tokens = result.json()["tokens"_L1].toArray();
    QCOMPARE(tokens.size(), text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto token = tokens[i].toObject();
        QCOMPARE(token["bytes"_L1].toArray(), QJsonArray{static_cast<unsigned char>(text[i])});
        QCOMPARE(token["start"_L1].toInt(), i);
        QCOMPARE(token["end"_L1].toInt(), i + 1);
        QVERIFY(token["id"_L1].isDouble());
        QVERIFY(token["text"_L1].isString());
    }
}

void TestCli::tokenizesAFileByteForByte() {
    QTemporaryDir folder;
    QFile file(folder.filePath("text"_L1));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a\r\nb\n");
    file.close();
    const auto result
        = run({"tokenize"_L1, "--tokenizer"_L1, Model, "--file"_L1, file.fileName(), "--json"_L1});
    QCOMPARE(result.code, 0);
    QByteArray bytes;
    for (const auto& token : result.json()["tokens"_L1].toArray()) {
        bytes.append(static_cast<char>(token["bytes"_L1][0].toInt()));
    }
    QCOMPARE(bytes, QByteArray("a\r\nb\n"));
}

void TestCli::detokenizes() {
    const auto ids = words("--ids 39,68,75,75,78"); // "Hello": printable bytes start with ! = 0
    const auto json = run(words("detokenize --model tied --json") + ids);
    QCOMPARE(json.json()["text"_L1].toString(), u"Hello"_s);
    QCOMPARE(run(words("detokenize --model tied") + ids).out, QByteArray("Hello\n"));
}

void TestCli::generatesGreedily() {
    const auto result = run(
        words("generate --model tied --prompt Hello --max-new-tokens 24 --candidates 3 --json"));
    QCOMPARE(result.code, 0);
    const auto json = result.json();
    QCOMPARE(json["prompt_ids"_L1].toArray(), (QJsonArray{39, 68, 75, 75, 78}));
    // What transformers gives, see expected.json; its last token ends the text.
    QCOMPARE(json["ids"_L1].toArray(), (QJsonArray{159, 195, 178, 142}));
    QCOMPARE(json["stopped"_L1].toString(), u"end"_s);
    const auto steps = json["steps"_L1].toArray();
    QCOMPARE(steps.size(), 4);
    for (const auto& value : steps) {
        const auto step = value.toObject();
        QCOMPARE(step["rank"_L1].toInt(), 1);
        QVERIFY(
            std::abs(std::exp(step["logprob"_L1].toDouble()) - step["probability"_L1].toDouble())
            < 1e-9);
        QVERIFY(step["entropy"_L1].toDouble() > 0 && step["entropy"_L1].toDouble() < 8.1);
        QCOMPARE(step["candidates"_L1].toArray().size(), 3);
        QCOMPARE(step["candidates"_L1][0]["id"_L1], step["id"_L1]);
    }
    for (const auto name :
        {"load_s"_L1, "first_token_s"_L1, "prefill_tokens_per_s"_L1, "decode_tokens_per_s"_L1}) {
        QVERIFY(json["timing"_L1][name].toDouble() > 0);
    }
}

void TestCli::generatesBeams() {
    const auto json = run(words("generate --model tied --prompt Hello --max-new-tokens 24"
                                " --strategy beam --beams 4 --json"))
                          .json();
    const auto beams = json["beams"_L1].toArray();
    QCOMPARE(beams.size(), 4);
    QCOMPARE(beams[0]["ids"_L1], json["ids"_L1]);
    QVERIFY(beams[0]["score"_L1].toDouble() >= beams[1]["score"_L1].toDouble());
}

void TestCli::repeatsASample() {
    const auto sample = [](const char* seed) {
        return run(words("generate --model tied --prompt Hello --strategy sample --json --top-k 40")
            + QStringList{"--seed"_L1, QString::fromLatin1(seed)})
            .json()["ids"_L1]
            .toArray();
    };
    QVERIFY(!sample("5").isEmpty());
    QCOMPARE(sample("5"), sample("5"));
    QVERIFY(sample("5") != sample("6") || sample("5") != sample("7"));
}

void TestCli::stopsAtAStopString() {
    const auto arguments
        = words("generate --model tied --prompt vitrine --strategy sample --seed 3 --json"
                " --repetition-penalty 1.2 --temperature 3 --max-new-tokens 30");
    const auto text = run(arguments).json()["text"_L1].toString();
    QVERIFY(text.size() > 6);
    const auto stop = text.mid(4, 1);
    const auto stopped
        = run(arguments + QStringList{"--stop"_L1, "never there"_L1, "--stop"_L1, stop}).json();
    QCOMPARE(stopped["stopped"_L1].toString(), u"stop"_s);
    QCOMPARE(stopped["text"_L1].toString(), text.left(text.indexOf(stop)));
}

void TestCli::printsPlainText() {
    const auto arguments = words("generate --model tied --prompt Hello --max-new-tokens 24");
    const auto json = run(arguments + words("--json")).json();
    QCOMPARE(run(arguments).out, json["text"_L1].toString().toUtf8() + '\n');
}

/// The model of the cases with a chat template beside it.
void copyModel(const QTemporaryDir& folder, const QByteArray& chatTemplate) {
    for (const auto& file : QDir(Model).entryList(QDir::Files)) {
        QVERIFY(QFile::copy(Model + u'/' + file, folder.filePath(file)));
    }
    QFile jinja(folder.filePath(u"chat_template.jinja"_s));
    QVERIFY(jinja.open(QIODevice::WriteOnly) && jinja.write(chatTemplate) > 0);
}

void TestCli::converses() {
    const QTemporaryDir folder;
    copyModel(folder, "{% for m in messages %}{{ m.content + eos_token }}{% endfor %}");
    const auto generated = run({"generate"_L1, "--model"_L1, folder.path(), "--prompt"_L1,
        "Be.<|endoftext|>Hi<|endoftext|>"_L1, "--json"_L1, "--max-new-tokens"_L1, "3"_L1});
    const auto chat = run({"chat"_L1, "--model"_L1, folder.path(), "--system"_L1, "Be."_L1,
        "--prompt"_L1, "Hi"_L1, "--json"_L1, "--max-new-tokens"_L1, "3"_L1});
    QCOMPARE(chat.code, 0);
    QVERIFY(!chat.json()["prompt_ids"_L1].toArray().isEmpty());
    QCOMPARE(chat.json()["prompt_ids"_L1], generated.json()["prompt_ids"_L1]);
    QCOMPARE(chat.json()["ids"_L1], generated.json()["ids"_L1]);
}

void TestCli::showsATemplateThatItDoesNotKnow() {
    const QTemporaryDir folder;
    copyModel(folder, "{{ role }} says: {{ content }}");
    const auto chat = run({"chat"_L1, "--model"_L1, folder.path(), "--prompt"_L1, "Hi"_L1});
    QCOMPARE(chat.code, 1);
    QVERIFY(chat.err.contains("{{ role }} says: {{ content }}\n"));
    QVERIFY(chat.err.contains("no family known here"));
}

void TestCli::traces() {
    QTemporaryDir folder;
    const auto file = folder.filePath("t.safetensors"_L1);
    QCOMPARE(run(words("trace --model tied --ids 5,6,7 --out") + QStringList{file}).code, 0);
    QFile trace(file);
    QVERIFY(trace.open(QIODevice::ReadOnly));
    const auto header = trace.read(4096);
    for (const char* name : {"\"input_ids\"", "\"logits\"", "\"hidden.2\"", "\"attention.1\""}) {
        QVERIFY2(header.contains(name), name);
    }
}

void TestCli::fillsMasks() {
    const auto result
        = run(words("fill-mask --top 3 --json --text a[MASK]b[MASK] --second c --model")
            + QStringList{Bert});
    QCOMPARE(result.code, 0);
    const auto json = result.json();
    const auto masks = json["masks"_L1].toArray();
    QCOMPARE(masks.size(), 2);
    QCOMPARE(masks[0]["position"_L1].toInt(), 2); // after [CLS] and a
    const auto candidates = masks[1]["candidates"_L1].toArray();
    QCOMPARE(candidates.size(), 3);
    const double probability = candidates[0]["probability"_L1].toDouble();
    QVERIFY(probability >= candidates[1]["probability"_L1].toDouble() && probability <= 1);
    const double follows = json["next_sentence"_L1].toDouble(-1);
    QVERIFY(follows > 0 && follows < 1);

    const auto plain = run(words("fill-mask --text [MASK] --model") + QStringList{Bert});
    QVERIFY(plain.out.startsWith("position 1\n"));
    QVERIFY2(!plain.out.contains("\t "), plain.out.constData()); // no blank before a word
}

void TestCli::saysThatAPairIsTooLong() {
    const auto result = run(words("fill-mask --json --text [MASK] --model") + QStringList{Bert}
        + QStringList{"--second"_L1, "a b c d e f g h i j k l m n o p q r s t u v w x"_L1});
    QCOMPARE(result.code, 0);
    QVERIFY(result.err.contains("4 of the second are cut off"));
}

void TestCli::evaluatesHiddenTokens() {
    QTemporaryDir folder;
    QFile file(folder.filePath("text"_L1));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a b c\nd e\n");
    file.close();
    const auto json = run(words("evaluate --json --model") + QStringList{Bert, "--file"_L1}
        + QStringList{file.fileName()})
                          .json();
    QCOMPARE(json["tokens"_L1].toInt(), 5);
    QVERIFY(json["masked_accuracy"_L1].toDouble(-1) >= 0);
    QVERIFY(!json.contains("bits_per_character"_L1));
}

void TestCli::evaluates() {
    QTemporaryDir folder;
    QFile file(folder.filePath("text"_L1));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("one line\nanother\n");
    file.close();
    const auto json
        = run(words("evaluate --model tied --json --file") + QStringList{file.fileName()}).json();
    QVERIFY(json["tokens"_L1].toInt() >= 13);
    const double crossEntropy = json["cross_entropy"_L1].toDouble();
    QVERIFY(std::abs(std::log(json["perplexity"_L1].toDouble()) - crossEntropy) < 1e-9);
    QVERIFY(json["bits_per_character"_L1].toDouble() > 0);
}

void TestCli::converts() {
    QTemporaryDir folder;
    const auto copy = folder.filePath("copy"_L1);
    QCOMPARE(run(words("convert --model tied --out") + QStringList{copy}).code, 0);
    const auto prompt = words("--prompt Hello --max-new-tokens 8 --json --model");
    QCOMPARE(run(words("generate") + prompt + QStringList{copy}).json()["ids"_L1],
        run(words("generate") + prompt + QStringList{Model}).json()["ids"_L1]);
}

void TestCli::measures() {
    const auto json = run(words("bench --model tied --tokens 8 --threads 1 --json")).json();
    for (const auto name :
        {"load_float32"_L1, "prefill_float32"_L1, "decode_float32"_L1, "decode_bfloat16"_L1,
            "decode_int8"_L1, "keystroke"_L1, "trace"_L1, "tokenize"_L1, "training_step"_L1}) {
        QVERIFY2(json[name]["value"_L1].toDouble() > 0, name.latin1());
        QVERIFY(json[name]["unit"_L1].isString());
    }
}

void TestCli::keepsAPartialResultWhenInterrupted() {
    QTemporaryDir folder;
    QFile file(folder.filePath("text"_L1));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 200'000; ++i) {
        file.write("a line that takes its time\n");
    }
    file.close();
    QProcess process;
    process.start(QStringLiteral(VITRINE_CLI),
        {"evaluate"_L1, "--model"_L1, Model, "--file"_L1, file.fileName(), "--json"_L1,
            "--threads"_L1, "1"_L1});
    QVERIFY(process.waitForStarted(Patience));
    // Starting takes long on a loaded machine; the program is ready once it takes SIGINT itself.
    QTRY_VERIFY_WITH_TIMEOUT(takesInterrupts(process), Patience);
    QTest::qWait(5000);
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const auto interrupted = finish(process);
    QCOMPARE(interrupted.code, 130);
    QVERIFY(interrupted.json()["perplexity"_L1].isDouble());
    QVERIFY(interrupted.err.contains("Interrupted"));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
