#include <QLocale>
#include <QTest>

#include "app/pages/state_derivation.h"

using namespace vitrine;
using namespace vitrine::app;

/// Two tokens and two neurons, small enough to work out by hand.
class TestStateDerivation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void lstm() {
        const std::vector<StateTrace> states{trace(Site::HiddenState, {0, 0.1F, 0, 0.231F}),
            trace(Site::CellState, {0, 2, 0, 0.5F}), trace(Site::ForgetGate, {0, 0.3F, 0, 0.25F}),
            trace(Site::InputGate, {0, 1, 0, 0.5F}), trace(Site::CandidateState, {0, 1, 0, 0}),
            trace(Site::OutputGate, {0, 1, 0, 0.5F})};
        const auto lines = stateDerivation({states, 0, 1, 1});
        QCOMPARE(lines.at(1), QStringLiteral("c′ = 0.250 · 2.00 + 0.500 · 0.00 = 0.500"));
        QCOMPARE(lines.at(3), QStringLiteral("h′ = 0.500 · tanh 0.500 = 0.231"));
        // Before the first token the cell is empty.
        QVERIFY(stateDerivation({states, 0, 0, 1})
                    .at(1)
                    .startsWith(QStringLiteral("c′ = 0.300 · 0.00 + 1.00 · 1.00")));
    }

    void gru() {
        const std::vector<StateTrace> states{trace(Site::HiddenState, {0, 0.4F, 0, 0.85F}),
            trace(Site::UpdateGate, {0, 0, 0, 0.25F}), trace(Site::CandidateState, {0, 0, 0, 1})};
        QCOMPARE(stateDerivation({states, 0, 1, 1}).at(1),
            QStringLiteral("h′ = 0.750 · 1.00 + 0.250 · 0.400 = 0.850"));
    }

    void simple() {
        const std::vector<StateTrace> states{trace(Site::HiddenState, {0, 0, 0, 0.46212F})};
        QCOMPARE(
            stateDerivation({states, 0, 1, 1}).at(1), QStringLiteral("h = tanh 0.500 = 0.462"));
        QCOMPARE(stateDerivation({states, 1, 1, 1}), QStringList()); // no such layer
        QCOMPARE(stateDerivation({states, 0, 1, 2}), QStringList());
    }

private:
    static StateTrace trace(Site site, std::vector<float> values) {
        return {site, 0, 2, 2, std::move(values)};
    }
};

QTEST_MAIN(TestStateDerivation)
#include "tst_state_derivation.moc"
