#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/language_switch.h"
#include "app/pages/analogy_panel.h"
#include "app/pages/embeddings_page.h"
#include "app/pages/senses_panel.h"
#include "app/pages/vector_training_panel.h"
#include "app/pages/word_map_panel.h"
#include "app/pages/word_set_panel.h"
#include "app/session/session_json.h"
#include "engine/embeddings/table_file.h"
#include "tests/support/scratch_folder.h"
#include "widgets/common/figure_export.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/embeddings/cosine_why.h"
#include "widgets/embeddings/neighbour_model.h"
#include "widgets/embeddings/point_map_view.h"
#include "widgets/generation/share_delegate.h"
#include "widgets/layers/matrix_view.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time

const std::vector<std::string> Words{
    "king", "queen", "man", "woman", "coffee", "tea", "银行", "kingdom"};
const std::vector<float> Vectors{4, 3, 3, 4, 1, 0, 0, 1, 1, -2, 1, -1.8F, -1, 0, 4, 2.5F};

} // namespace

/// The Embeddings lens over a few words whose angles are known: real keys and mouse events.
class TestEmbeddingsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme().applyTo(*qApp); }

    void init() {
        m_folder = std::make_unique<test::ScratchFolder>();
        std::filesystem::create_directories(m_folder->path() / "words");
        QVERIFY(embeddings::writeTable(*embeddings::EmbeddingTable::of(Words, Vectors, 2),
            m_folder->path() / "words/vectors.safetensors", embeddings::TablePrecision::Float16,
            {{"title", "Eight words"}, {"language", "en"}}));
        m_laboratory = std::make_unique<Laboratory>(m_folder->path());
        open({});
    }
    void cleanup() {
        m_page.reset();
        m_laboratory.reset();
        m_folder.reset();
    }

    void opensTheBuiltInVectorsAndSearchesAWord() {
        QCOMPARE(choices().itemText(0), QStringLiteral("Eight words"));
        QTRY_COMPARE_WITH_TIMEOUT(query().text(), QStringLiteral("coffee"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(table().rowCount() == 7, patience);
        QCOMPARE(table().index(0, 0).data().toString(), QStringLiteral("tea"));
    }

    void typingFindsNeighbours() {
        type(QStringLiteral("king"));
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("kingdom"), patience);
        type(QStringLiteral("银行"));
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("woman"), patience);
    }

    void typingOffersCompletions() {
        query().clear();
        QTest::keyClicks(&query(), QStringLiteral("ki"));
        QCOMPARE(query().completer()->model()->rowCount(), 2); // king, kingdom
    }

    void anUnknownWordIsNamed() {
        QSignalSpy failed(m_page.get(), &EmbeddingsPage::failed);
        type(QStringLiteral("zebra"));
        QVERIFY(failed.wait(patience));
        QCOMPARE(failed.first().first().value<Error>().subject, "zebra");
    }

    void theMeasureIsSwitched() {
        type(QStringLiteral("man"));
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("kingdom"), patience);
        auto* measures = m_page->findChild<widgets::SegmentedControl*>(QStringLiteral("measure"));
        measures->findChildren<QAbstractButton*>().at(2)->click();
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("woman"), patience);
    }

    void aNeighbourIsExplained() {
        type(QStringLiteral("king"));
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("kingdom"), patience);
        auto* view = m_page->findChild<QTableView*>(QStringLiteral("neighbours"));
        const auto row = view->visualRect(table().index(1, 1));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, row.center());
        const auto& why = m_page->findChild<widgets::CosineWhy*>()->derivation();
        QVERIFY(why.has_value());
        QCOMPARE(why->first, "king");
        QCOMPARE(why->second, "queen");
        QCOMPARE(why->dotProduct, 24.0);
        QCOMPARE(why->cosine, 0.96);
    }

    void aSetHasItsMatrixAndMap() {
        QSignalSpy mapped(&m_page->space(), &WordSpace::mapped);
        fillSet(QStringLiteral("king, queen、coffee zebra king"));
        QTRY_VERIFY_WITH_TIMEOUT(map().map().size() == 3, patience);
        const auto* matrix = m_page->findChild<WordSetPanel*>()->matrix();
        QTRY_COMPARE_WITH_TIMEOUT(matrix->range().high, 1.0, patience);
        QSignalSpy selected(&map(), &widgets::PointMapView::pointSelected);
        QTest::mouseClick(&map(), Qt::LeftButton, {}, map().screenPlace(0).toPoint());
        QTest::mouseClick(&map(), Qt::LeftButton, {}, map().screenPlace(2).toPoint());
        QCOMPARE(selected.count(), 2);
        const auto& why = m_page->findChild<widgets::CosineWhy*>()->derivation();
        QVERIFY(why.has_value());
        QCOMPARE(why->first, "king");
        QCOMPARE(why->second, "coffee");
    }

    void theMapTakesNeighboursIn() {
        EmbeddingsState state;
        state.words = {"king"};
        state.scope = static_cast<int>(WordMapPanel::Scope::Neighbourhood);
        open(state);
        QTRY_COMPARE_WITH_TIMEOUT(map().map().size(), 8, patience);
        QTest::mouseMove(&map(), map().screenPlace(0).toPoint());
        QTRY_COMPARE(map().hovered(), std::vector<int>{0}); // the word itself comes first
    }

    void onlyTheNewestMatrixIsShown() {
        QSignalSpy related(&m_page->space(), &WordSpace::related);
        m_page->space().relate({"king", "queen"}, SimilarityMeasure::Cosine);
        m_page->space().relate({"man", "zebra", "man", "coffee"}, SimilarityMeasure::DotProduct);
        QVERIFY(related.wait(patience));
        const auto matrix = related.last().first().value<WordMatrix>();
        QCOMPARE(matrix.words, (std::vector<std::string>{"man", "coffee"}));
        QCOMPARE(matrix.values, (std::vector<float>{1, 1, 1, 5}));
        QTest::qWait(50);
        QCOMPARE(related.count(), 1);
    }

    void thePointerLinksAllViews() {
        fillSet(QStringLiteral("king queen tea"));
        auto* matrix = m_page->findChild<WordSetPanel*>()->matrix();
        QTRY_COMPARE_WITH_TIMEOUT(matrix->rowNames().size(), 3, patience);
        QTRY_COMPARE_WITH_TIMEOUT(map().map().size(), 3, patience);
        type(QStringLiteral("king"));
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("kingdom"), patience);
        const auto queen = table().index(1, 1);
        const auto isMarked
            = [&] { return queen.data(widgets::ShareDelegate::markedRole).toBool(); };

        QTest::mouseMove(&map(), map().screenPlace(1).toPoint());
        QTRY_VERIFY(isMarked());
        QCOMPARE(matrix->marked(), std::vector<int>{1});

        QTest::mouseMove(matrix, matrix->cellRect({0, 2}).center().toPoint());
        QTRY_COMPARE(map().hovered(), (std::vector<int>{0, 2}));
        QVERIFY(!isMarked());

        auto* list = m_page->findChild<QTableView*>(QStringLiteral("neighbours"));
        QTest::mouseMove(list->viewport(), list->visualRect(queen).center());
        QTRY_COMPARE(map().hovered(), std::vector<int>{1});
        QCOMPARE(matrix->marked(), std::vector<int>{1});
    }

    void tickingANeighbourAddsItToTheSet() {
        QTRY_COMPARE_WITH_TIMEOUT(
            set().text(), QStringLiteral("coffee tea"), patience); // an example
        fillSet(QString());
        type(QStringLiteral("king"));
        QTRY_COMPARE_WITH_TIMEOUT(firstNeighbour(), QStringLiteral("kingdom"), patience);
        QVERIFY(table().setData(table().index(0, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(set().text(), QStringLiteral("kingdom"));
        QTRY_COMPARE_WITH_TIMEOUT(map().map().size(), 1, patience);
        QVERIFY(table().setData(table().index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(set().text().isEmpty());
    }

    void everyMapIsDrawn_data() {
        QTest::addColumn<MapMethod>("method");
        QTest::addColumn<int>("dimensions");
        for (const int dimensions : {2, 3}) {
            QTest::addRow("PCA %d", dimensions) << MapMethod::Components << dimensions;
            QTest::addRow("t-SNE %d", dimensions) << MapMethod::Tsne << dimensions;
            QTest::addRow("UMAP %d", dimensions) << MapMethod::Umap << dimensions;
        }
    }
    void everyMapIsDrawn() {
        QFETCH(MapMethod, method);
        QFETCH(int, dimensions);
        EmbeddingsState state;
        state.words = {"king", "queen", "man", "woman", "coffee", "tea"};
        state.method = method;
        state.dimensions = dimensions;
        open(state);
        QTRY_COMPARE_WITH_TIMEOUT(map().map().size(), 6, patience);
        QCOMPARE(map().map().dimensions, dimensions);
    }

    void anAnalogyIsWorkedOutAndDrawn() {
        auto& panel = *m_page->findChild<AnalogyPanel*>();
        auto* question = m_page->findChild<QLineEdit*>(QStringLiteral("analogy"));
        question->setText(QStringLiteral("king − man + woman"));
        QTest::keyClick(question, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(panel.table()->rowCount() > 0, patience);
        QCOMPARE(panel.table()->index(0, 0).data().toString(), QStringLiteral("queen"));
        panel.findChild<QPushButton*>()->click();
        QCOMPARE(set().text(), QStringLiteral("king woman man queen"));
    }

    void sumsAreRead_data() {
        QTest::addColumn<QString>("sum");
        QTest::addColumn<QStringList>("positive");
        QTest::addColumn<QStringList>("negative");
        const auto words = [](const char* text) {
            return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        QTest::newRow("true minus")
            << QString::fromUtf8("king − man + woman") << words("king woman") << words("man");
        QTest::newRow("hyphen") << QStringLiteral("king - man + woman") << words("king woman")
                                << words("man");
        QTest::newRow("hyphen in a word")
            << QStringLiteral("well-known + man") << words("well-known man") << words("");
        QTest::newRow("Chinese") << QString::fromUtf8("国王－男人＋女人") << words("国王 女人")
                                 << words("男人");
        QTest::newRow("minus first")
            << QStringLiteral("-man + king") << words("king") << words("man");
        QTest::newRow("nothing") << QStringLiteral(" + ") << words("") << words("");
    }
    void sumsAreRead() {
        QFETCH(QString, sum);
        QFETCH(QStringList, positive);
        QFETCH(QStringList, negative);
        const auto terms = termsOf(sum);
        const auto listed = [](const std::vector<std::string>& words) {
            QStringList list;
            for (const auto& word : words) {
                list.append(QString::fromStdString(word));
            }
            return list;
        };
        QCOMPARE(listed(terms.first), positive);
        QCOMPARE(listed(terms.second), negative);
    }

    void vectorsAreTrainedWhileTheMapLives() {
        QString text;
        for (int i = 0; i < 200; ++i) {
            text += QStringLiteral("red blue green red blue\none two three two one\n");
        }
        QSignalSpy moved(&m_page->space(), &WordSpace::trainingMoved);
        QSignalSpy ended(&m_page->space(), &WordSpace::trainingEnded);
        m_page->findChild<QPlainTextEdit*>(QStringLiteral("trainingText"))->setPlainText(text);
        m_page->findChild<QPushButton*>(QStringLiteral("trainVectors"))->click();
        QVERIFY(m_page->space().isTraining());
        QVERIFY(ended.wait(patience));
        QVERIFY(!moved.isEmpty());
        QCOMPARE(m_page->space().table()->size(), 6);
        QVERIFY(m_page->space().table()->find("blue"));
        QVERIFY(choices().currentText().contains(QStringLiteral("Trained")));
    }

    void aWordIsFollowedThroughTexts() {
        const std::filesystem::path model(VITRINE_SOURCE_DIR "/tests/app/models/tiny-en");
        m_laboratory->models().load(model, {.device = DeviceChoice::Cpu});
        QTRY_VERIFY_WITH_TIMEOUT(m_laboratory->workspace().model() != nullptr, patience);
        QSignalSpy compared(&m_page->space(), &WordSpace::compared);
        m_page->findChild<QLineEdit*>(QStringLiteral("senseWord"))->setText(QStringLiteral("time"));
        m_page->findChild<QPlainTextEdit*>(QStringLiteral("senseTexts"))
            ->setPlainText(QStringLiteral("once upon a time\nin time for tea"));
        m_page->findChild<QPushButton*>(QStringLiteral("senseCompare"))->click();
        QVERIFY(compared.wait(patience));
        const auto words = compared.first().first().value<ContextualWords>();
        QCOMPARE(words.places.size(), std::size_t{2});
        QVERIFY(words.cosines.back()[1] < 0.99999);
        const auto* note = m_page->findChild<QLabel*>(QStringLiteral("senseNote"));
        QVERIFY(note->text().contains(QStringLiteral("like itself from text to text")));
        // The model's own vectors are offered too.
        QVERIFY(choices().count() > 3);
    }

    void sensesAreCompared() {
        EmbeddingsState state;
        state.tool = 2;
        open(state);
        m_laboratory->models().load(
            std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/models/tiny-en",
            {.device = DeviceChoice::Cpu});
        QTRY_VERIFY_WITH_TIMEOUT(m_laboratory->workspace().model() != nullptr, patience);
        auto& panel = *m_page->findChild<SensesPanel*>();
        panel.setQuestion(QStringLiteral("time"),
            QStringLiteral(
                "once upon a time\nonce upon a time\n\nin time for tea\nin time for me"));
        m_page->findChild<QPushButton*>(QStringLiteral("senseCompare"))->click();
        auto* depth = m_page->findChild<QSpinBox*>(QStringLiteral("senseDepth"));
        const auto layers = m_laboratory->workspace().model()->info().layers;
        QTRY_COMPARE_WITH_TIMEOUT(depth->maximum(), layers, patience);
        depth->setValue(layers);
        const auto* note = m_page->findChild<QLabel*>(QStringLiteral("senseNote"));
        QVERIFY(note->text().contains(QStringLiteral("4 of 4 texts")));
        QVERIFY(note->text().contains(QStringLiteral("by chance 1.3")));
        const auto* table = panel.table();
        QCOMPARE(table->rowCount(), layers + 1);
        QCOMPARE(table->columnCount(), 3 + 6); // and six pairs
        QCOMPARE(table->index(layers, 3).data().toDouble(), 1.0); // A1 and A2 are one text
        const auto picture = widgets::FigureExport(panel, Qt::white).image();
        const auto isInk = [&picture](int x) {
            for (int y = 0; y < picture.height(); ++y) {
                if (picture.pixelColor(x, y) != QColor(Qt::white)) {
                    return true;
                }
            }
            return false;
        };
        QVERIFY(isInk(picture.width() / 4)); // the matrix
        QVERIFY(isInk(picture.width() * 3 / 4)); // the curves
    }

    void aSetIsSavedReopenedAndDeleted() {
        auto& panel = *m_page->findChild<WordSetPanel*>();
        QSignalSpy changed(&panel, &WordSetPanel::listsChanged);
        panel.setWords({"king", "queen"});
        QTimer::singleShot(0, this, [] {
            auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
            dialog->setTextValue(QStringLiteral("R & D"));
            dialog->accept();
        });
        action(QStringLiteral("Save the set as…"))->trigger();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_page->state().lists,
            (std::vector<WordList>{{QStringLiteral("R & D"), {"king", "queen"}}}));
        panel.setWords({"tea"});
        action(QStringLiteral("R && D"))->trigger();
        QCOMPARE(panel.words(), (std::vector<std::string>{"king", "queen"}));
        action(QStringLiteral("Delete"))->menu()->actions().first()->trigger();
        QVERIFY(panel.lists().empty());
    }

    void presetsSpeakTheLanguageOfTheWindow() {
        LanguageSwitch languages;
        languages.use(QStringLiteral("zh"));
        QVERIFY(action(QStringLiteral("国王与女王")) != nullptr);
        languages.use(QStringLiteral("en"));
        QVERIFY(action(QStringLiteral("King and queen")) != nullptr);
    }

    void aPresetDrawsTheAngleOfItsNearPair() {
        action(QStringLiteral("King and queen"))->trigger();
        const auto& why = m_page->findChild<widgets::CosineWhy*>()->derivation();
        QVERIFY(why.has_value());
        QCOMPARE(why->first, "king");
        QCOMPARE(why->second, "queen");
    }

    void trainedVectorsAreSaved() {
        QString text;
        for (int i = 0; i < 100; ++i) {
            text += QStringLiteral("red blue green red blue\n");
        }
        QSignalSpy ended(&m_page->space(), &WordSpace::trainingEnded);
        auto& panel = *m_page->findChild<VectorTrainingPanel*>();
        auto* save = m_page->findChild<QPushButton*>(QStringLiteral("saveVectors"));
        QVERIFY(!save->isEnabled());
        panel.setText(text);
        m_page->findChild<QPushButton*>(QStringLiteral("trainVectors"))->click();
        QVERIFY(ended.wait(patience));
        QVERIFY(save->isEnabled());
        QVERIFY(panel.table()->rowCount() > 0);
        const auto file = m_folder->path() / "own.safetensors";
        QSignalSpy saved(&m_page->space(), &WordSpace::saved);
        m_page->space().save(QString::fromStdString(file.string()));
        QVERIFY(saved.wait(patience));
        QCOMPARE(embeddings::readTable(file).value().table->size(), 3);
        QCOMPARE(m_page->state().choice.file, file.string());
        QVERIFY(!save->isEnabled());
    }

    void theSessionKeepsWhatIsShown() {
        EmbeddingsState state;
        state.choice.file = "words";
        state.query = QStringLiteral("tea");
        state.measure = SimilarityMeasure::Euclidean;
        state.words = {"king", "银行"};
        state.method = MapMethod::Umap;
        state.dimensions = 3;
        state.scope = 1;
        state.tool = 2;
        state.analogy = QStringLiteral("king − man");
        state.senseWord = QStringLiteral("bank");
        state.senseTexts = QStringLiteral("a bank\nthe bank");
        state.senseRaw = true;
        state.lists = {{QStringLiteral("雨"), {"tea", "银行"}}, {QStringLiteral("none"), {}}};
        SessionState session;
        session.embeddings = state;
        const auto read = session_json::read(session_json::write(session), "session.json");
        QVERIFY(read);
        QVERIFY(read->embeddings == state);
        open(read->embeddings);
        QTRY_COMPARE_WITH_TIMEOUT(query().text(), QStringLiteral("tea"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->space().table() != nullptr, patience);
        QVERIFY(m_page->state() == state);
    }

private:
    void open(const EmbeddingsState& state) {
        m_page = std::make_unique<EmbeddingsPage>(*m_laboratory, nullptr);
        m_page->restore(state);
        m_page->resize(1100, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_page->space().table() != nullptr, patience);
    }
    QLineEdit& query() { return *m_page->findChild<QLineEdit*>(QStringLiteral("wordQuery")); }
    QLineEdit& set() { return *m_page->findChild<QLineEdit*>(QStringLiteral("wordSet")); }
    QComboBox& choices() { return *m_page->findChild<QComboBox*>(QStringLiteral("vectors")); }
    widgets::PointMapView& map() { return *m_page->findChild<widgets::PointMapView*>(); }
    widgets::NeighbourModel& table() {
        return *qobject_cast<widgets::NeighbourModel*>(
            m_page->findChild<QTableView*>(QStringLiteral("neighbours"))->model());
    }
    QAction* action(const QString& text) {
        auto* menu = m_page->findChild<QMenu*>(QStringLiteral("wordSets"));
        Q_EMIT menu->aboutToShow();
        const auto actions = menu->actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        return found == actions.end() ? nullptr : *found;
    }
    QString firstNeighbour() {
        return table().rowCount() == 0 ? QString() : table().index(0, 0).data().toString();
    }
    void type(const QString& text) {
        query().setText(text);
        QTest::keyClick(&query(), Qt::Key_Return);
    }
    void fillSet(const QString& words) {
        set().setText(words);
        QTest::keyClick(&set(), Qt::Key_Return);
    }

    std::unique_ptr<test::ScratchFolder> m_folder;
    std::unique_ptr<Laboratory> m_laboratory;
    std::unique_ptr<EmbeddingsPage> m_page;
};

QTEST_MAIN(TestEmbeddingsPage)
#include "tst_embeddings_page.moc"
