#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000; // milliseconds, for a loaded machine

const QString Bert = QStringLiteral(VITRINE_SOURCE_DIR "/tests/engine/api/cases/masked/bert");

struct Run {
    int code = 0;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

/// neighbours, similarity, analogy and vectors train, as a shell sees them.
class TestVectorsCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsNeighbours();
    void printsPlainText();
    void takesATextAsTheMeanOfItsWords();
    void comparesWords();
    void solvesAnalogies_data();
    void solvesAnalogies();
    void readsAModelsEmbeddings();
    void keepsACopyOfAFile();
    void trainsVectors();
    void failures_data();
    void failures();

private:
    Run run(const QStringList& arguments) const;
    QString write(const QString& name, const QByteArray& bytes) const;
    QString vectors() const;

    QTemporaryDir m_folder;
};

void TestVectorsCommand::init() {
    QVERIFY(m_folder.isValid());
}

Run TestVectorsCommand::run(const QStringList& arguments) const {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME"_L1, m_folder.filePath("cache"_L1));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(VITRINE_CLI), arguments);
    if (!process.waitForFinished(Patience)) {
        return {-1, {}, "it did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString TestVectorsCommand::write(const QString& name, const QByteArray& bytes) const {
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                : QString();
}

QString TestVectorsCommand::vectors() const {
    return write("vectors.txt"_L1,
        "king 4 3\nqueen 3 4\nman 1 0\nwoman 0 1\ncoffee 0 -2\n银行 -1 0\nking 9 9\n");
}

/// 4·3 + 3·4 = 24, 5 · 5 = 25.
void TestVectorsCommand::findsNeighbours() {
    const auto found = run({"neighbours"_L1, "--vectors"_L1, vectors(), "--word"_L1, "king"_L1,
        "--top"_L1, "2"_L1, "--json"_L1});
    QCOMPARE(found.code, 0);
    const auto list = found.json()["neighbours"_L1].toArray();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0][u"word"].toString(), u"queen"_s);
    QVERIFY(qFuzzyCompare(static_cast<float>(list[0][u"cosine"].toDouble()), 0.96F));
    QCOMPARE(list[1][u"word"].toString(), u"man"_s);
    QVERIFY(found.err.contains("1 repeated words")); // the second king is told of
    const auto euclidean = run({"neighbours"_L1, "--vectors"_L1, vectors(), "--word"_L1, "man"_L1,
        "--measure"_L1, "euclidean"_L1, "--json"_L1});
    QCOMPARE(euclidean.json()["neighbours"_L1].toArray()[0][u"word"].toString(), u"woman"_s);
    QVERIFY(euclidean.json()["neighbours"_L1].toArray()[0].toObject().contains("euclidean"_L1));
}

void TestVectorsCommand::printsPlainText() {
    const auto found = run(
        {"neighbours"_L1, "--vectors"_L1, vectors(), "--word"_L1, "king"_L1, "--top"_L1, "1"_L1});
    QCOMPARE(found.out, QByteArray("0.9600\tqueen\n"));
}

void TestVectorsCommand::takesATextAsTheMeanOfItsWords() {
    const auto found = run({"neighbours"_L1, "--vectors"_L1, vectors(), "--word"_L1,
        "The man, the woman"_L1, "--top"_L1, "3"_L1, "--json"_L1});
    QCOMPARE(found.code, 0);
    const auto list = found.json()["neighbours"_L1].toArray();
    QCOMPARE(list[0][u"word"].toString(), u"king"_s); // (½, ½), as near as the queen, before her
    QCOMPARE(list[1][u"word"].toString(), u"queen"_s);
    QVERIFY(found.err.contains("The"));
}

void TestVectorsCommand::comparesWords() {
    const auto compared = run({"similarity"_L1, "--vectors"_L1, vectors(), "--words"_L1,
        u"man,Woman,银行"_s, "--json"_L1});
    QCOMPARE(compared.code, 0);
    QCOMPARE(compared.json()["words"_L1].toArray(), (QJsonArray{"man"_L1, "woman"_L1, u"银行"_s}));
    const auto matrix = compared.json()["matrix"_L1].toArray();
    QCOMPARE(matrix[0].toArray(), (QJsonArray{1.0, 0.0, -1.0}));
    QCOMPARE(matrix[1].toArray(), (QJsonArray{0.0, 1.0, 0.0}));
}

void TestVectorsCommand::solvesAnalogies_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("score");
    QTest::newRow("3CosAdd") << u"add"_s << u"cosine"_s;
    QTest::newRow("3CosMul") << u"multiply"_s << u"score"_s;
}

void TestVectorsCommand::solvesAnalogies() {
    QFETCH(QString, method);
    QFETCH(QString, score);
    const auto file = write("royal.txt"_L1, "king 4 3\nqueen 3 4\nman 1 0\nwoman 0 1\nsea 1 -3\n");
    const auto solved = run({"analogy"_L1, "--vectors"_L1, file, "--positive"_L1, "king,woman"_L1,
        "--negative"_L1, "man"_L1, "--method"_L1, method, "--json"_L1});
    QCOMPARE(solved.code, 0);
    const auto best = solved.json()["neighbours"_L1].toArray()[0].toObject();
    QCOMPARE(best["word"_L1].toString(), u"queen"_s);
    QVERIFY(best.contains(score));
}

void TestVectorsCommand::readsAModelsEmbeddings() {
    const auto found = run({"neighbours"_L1, "--model"_L1, Bert, "--word"_L1, "cat"_L1, "--top"_L1,
        "3"_L1, "--json"_L1});
    QCOMPARE(found.code, 0);
    QCOMPARE(found.json()["neighbours"_L1].toArray().size(), 3);
}

void TestVectorsCommand::keepsACopyOfAFile() {
    const QDir cache(m_folder.filePath("cache/vitrine/vectors"_L1));
    const auto copies = [&cache] { return cache.entryList(QDir::Files).size(); };
    const auto before = copies();
    const QStringList arguments{"similarity"_L1, "--vectors"_L1,
        write("kept.txt"_L1, "a 1 2\nb 3 4\n"), "--words"_L1, "a,b"_L1};
    const auto first = run(arguments);
    QCOMPARE(first.code, 0);
    QCOMPARE(copies(), before + 1);
    QCOMPARE(run(arguments).out, first.out);
    QCOMPARE(copies(), before + 1);
}

void TestVectorsCommand::trainsVectors() {
    QByteArray text;
    for (int i = 0; i < 400; ++i) {
        text += "red blue green red blue\none two three two one\n";
    }
    const auto out = m_folder.filePath("trained.safetensors"_L1);
    for (const auto* method : {"skip-gram", "cbow", "glove"}) {
        const auto trained = run({"vectors"_L1, "train"_L1, "--method"_L1,
            QString::fromLatin1(method), "--dimensions"_L1, "8"_L1, "--epochs"_L1, "20"_L1,
            "--subsampling"_L1, "0"_L1, "--learning-rate"_L1, "0.1"_L1, "--threads"_L1, "1"_L1,
            "--half"_L1, "--out"_L1, out, write("text.txt"_L1, text)});
        QCOMPARE(trained.code, 0);
        const auto last = trained.out.trimmed().split('\n').last();
        const auto report = QJsonDocument::fromJson(last).object();
        QCOMPARE(report["fraction"_L1].toDouble(), 1.0);
        QVERIFY(report["loss"_L1].toDouble() > 0);
        const auto found = run({"neighbours"_L1, "--vectors"_L1, out, "--word"_L1, "red"_L1,
            "--top"_L1, "2"_L1, "--json"_L1});
        QCOMPARE(found.code, 0);
        const auto list = found.json()["neighbours"_L1].toArray();
        QVERIFY(list[0][u"word"].toString() == u"blue" || list[0][u"word"].toString() == u"green");
    }
}

void TestVectorsCommand::failures_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const auto file = vectors();
    QTest::newRow("no such vectors") << QStringList{"neighbours"_L1, "--vectors"_L1, "nowhere"_L1,
        "--word"_L1, "x"_L1} << 1 << QByteArray("nowhere");
    QTest::newRow("unknown word") << QStringList{"neighbours"_L1, "--vectors"_L1, file, "--word"_L1,
        "zebra"_L1} << 1 << QByteArray("zebra");
    QTest::newRow("unknown word of an analogy") << QStringList{"analogy"_L1, "--vectors"_L1, file,
        "--positive"_L1, "zebra"_L1} << 1 << QByteArray("zebra");
    QTest::newRow("ragged file") << QStringList{"similarity"_L1, "--vectors"_L1,
        write("ragged.txt"_L1, "a 1 2\nb 1\n"), "--words"_L1, "a"_L1}
                                 << 1 << QByteArray("ragged.txt, line 2");
    QTest::newRow("vectors and model") << QStringList{"neighbours"_L1, "--vectors"_L1, file,
        "--model"_L1, Bert, "--word"_L1, "king"_L1}
                                       << 2 << QByteArray();
    QTest::newRow("unknown measure") << QStringList{"neighbours"_L1, "--vectors"_L1, file,
        "--word"_L1, "king"_L1, "--measure"_L1, "taste"_L1}
                                     << 2 << QByteArray();
    QTest::newRow("too little text") << QStringList{"vectors"_L1, "train"_L1, "--out"_L1,
        m_folder.filePath("x"_L1), write("short.txt"_L1, "a b\n")}
                                     << 1 << QByteArray("Too few");
}

void TestVectorsCommand::failures() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const auto failed = run(arguments);
    QCOMPARE(failed.code, code);
    QVERIFY2(failed.err.contains(says), failed.err);
    QVERIFY(failed.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestVectorsCommand)
#include "tst_vectors_command.moc"
