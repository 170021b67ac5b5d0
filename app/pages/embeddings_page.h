#pragma once

#include "app/page.h"
#include "app/session/embeddings_state.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/word_space.h"
#include "widgets/common/parented_ptr.h"

class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class Card;
class CosineWhy;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class AnalogyPanel;
class SensesPanel;
class VectorSearch;
class VectorTrainingPanel;
class WordMapPanel;
class WordSetPanel;

/// The Embeddings lens: words as vectors. Neighbours of a word, a set of words as matrix and map,
/// analogies, one word in several contexts, and vectors trained on one's own text.
class EmbeddingsPage : public Page {
    Q_OBJECT
public:
    EmbeddingsPage(Laboratory& laboratory, QWidget* parent);

    QString id() const override { return QStringLiteral("embeddings"); }
    QString title() const override { return tr("Embeddings"); }
    QString tip() const override { return tr("See words as vectors: neighbours, maps, analogies"); }
    QString iconName() const override { return QStringLiteral("embeddings"); }
    QWidget* inspector() override;

    EmbeddingsState state() const;
    /// What was looked at when the program ended; opened when the page first shows.
    void restore(const EmbeddingsState& state);
    WordSpace& space() { return m_space; }

Q_SIGNALS:
    void failed(const vitrine::Error& error);
    void noticed(const QString& sentence);
    void stateChanged();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildCards();
    void buildTools();
    void showTool(int tool);
    void fitTools();
    void connectParts();
    void fillChoices();
    void open(const VectorChoice& choice);
    void openFile();
    void showCatalogue();
    void takeTable();
    /// The words under the pointer, in every view that shows them.
    void highlight(const QStringList& words);
    void showPair(const QString& first, const QString& second);
    void selectOnMap(const QString& word);
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    WordSpace m_space;
    EmbeddingsState m_wanted; ///< until the vectors are open
    bool m_opening = false;
    QString m_lastWord; ///< selected on the map; the next one is compared with it
    widgets::parented_ptr<QSplitter> m_columns;
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<widgets::Card> m_searchCard;
    widgets::parented_ptr<VectorSearch> m_search;
    widgets::parented_ptr<widgets::Card> m_mapCard;
    widgets::parented_ptr<WordMapPanel> m_map;
    widgets::parented_ptr<widgets::Card> m_toolCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_toolChoice;
    widgets::parented_ptr<QStackedWidget> m_tools;
    widgets::parented_ptr<WordSetPanel> m_set;
    widgets::parented_ptr<AnalogyPanel> m_analogy;
    widgets::parented_ptr<SensesPanel> m_senses;
    widgets::parented_ptr<VectorTrainingPanel> m_training;
    widgets::parented_ptr<widgets::CosineWhy> m_why;
};

} // namespace vitrine::app
