#include <QAbstractItemModelTester>
#include <QTest>

#include <cmath>

#include "widgets/common/table_export.h"
#include "widgets/generation/context_contrast_model.h"
#include "widgets/generation/share_delegate.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestContextContrastModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void isAModel() {
        ContextContrastModel model(nullptr);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLeft(view("GPT", 0.25));
        model.setBoth(view("BERT", 0.75));
        model.setWord(QStringLiteral("cat"));
        QCOMPARE(model.rowCount(), static_cast<int>(ContextContrastModel::RowCount));
    }

    void numbersAreFormattedAndExportedPlain() {
        ContextContrastModel model(nullptr);
        model.setLeft(view("GPT", 0.25));
        model.setBoth(view("BERT", 0.75));
        model.setWord(QStringLiteral("cat"));
        const auto at = [&](int row, int column, int role) {
            return model.index(row, column).data(role).toString();
        };
        using Model = ContextContrastModel;
        QCOMPARE(at(Model::Seen, Model::BothText, Qt::DisplayRole), QStringLiteral("a _ b"));
        QCOMPARE(
            at(Model::FirstCandidate, Model::LeftText, Qt::DisplayRole), QStringLiteral("·dog"));
        QCOMPARE(
            at(Model::FirstCandidate, Model::LeftNumber, Qt::DisplayRole), QStringLiteral("0.500"));
        QCOMPARE(at(Model::Word, Model::What, Qt::DisplayRole), QStringLiteral("p(cat)"));
        QCOMPARE(at(Model::Word, Model::LeftNumber, exportRole), QStringLiteral("0.25"));
        QCOMPARE(at(Model::Word, Model::BothNumber, exportRole), QStringLiteral("0.75"));
        QCOMPARE(
            at(Model::Entropy, Model::BothNumber, Qt::DisplayRole), QStringLiteral("1.50 bits"));
        QVERIFY(toCsv(model).contains("1,·dog,0.5,·dog,0.5"));
    }

    void barsOfBothModelsCompare() {
        ContextContrastModel model(nullptr);
        auto sure = view("BERT", 0.75);
        sure.candidates = {{7, " dog", 0.8F, 1.0F}, {8, " cat", 0.2F, 0.0F}};
        model.setLeft(view("GPT", 0.25));
        model.setBoth(sure);
        const auto share = [&](int row, int column) {
            return model.index(row, column).data(ShareDelegate::shareRole).toDouble();
        };
        using Model = ContextContrastModel;
        QCOMPARE(share(Model::FirstCandidate, Model::BothText), 1.0);
        QVERIFY(std::abs(share(Model::FirstCandidate, Model::LeftText) - 0.625) < 1e-6);
        QVERIFY(std::abs(share(Model::FirstCandidate + 1, Model::BothText) - 0.25) < 1e-6);
    }

    void whatIsNotKnownIsEmpty() {
        ContextContrastModel model(nullptr);
        model.setWord({});
        for (int row = 1; row < ContextContrastModel::RowCount; ++row) {
            for (int column = 1; column < ContextContrastModel::ColumnCount; ++column)
                QVERIFY(!model.index(row, column).data().isValid());
        }
    }

private:
    static ContextView view(const char* model, double probability) {
        ContextView made;
        made.model = QString::fromLatin1(model);
        made.seen = QStringLiteral("a _ b");
        made.candidates = {{7, " dog", 0.5F, 1.0F}};
        made.probability = probability;
        made.entropy = 1.5;
        return made;
    }
};

QTEST_GUILESS_MAIN(TestContextContrastModel)
#include "tst_context_contrast_model.moc"
