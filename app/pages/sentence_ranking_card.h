#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/model_comparison.h"
#include "app/workspace/model_shelf.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QComboBox;
class QPlainTextEdit;
class QTableView;

namespace vitrine::widgets {
class TextTable;
}

namespace vitrine::app {

/// Which sentence was meant: alternatives, one on each line, and each model's log-probability of
/// each; the best of a model is marked. A click on a number shows the sentence in the other cards.
class SentenceRankingCard : public QWidget {
    Q_OBJECT
public:
    SentenceRankingCard(ModelShelf& shelf, JobQueue& queue, QWidget* parent);

    const QAbstractItemModel* table() const;
    QString sentences() const;
    void setSentences(const QString& sentences);
    int measure() const; ///< 0: of the whole sentence, 1: per token
    void setMeasure(int measure);
    /// Examples that nobody has changed give way to those of the language.
    void followLanguage(bool chinese);

Q_SIGNALS:
    void sentenceChosen(const QString& sentence);
    void sentencesChanged();
    void measureChanged();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    using Results = std::vector<SentenceComparison>;
    void build();
    QStringList lines() const;
    void rank();
    void show(const QStringList& lines, const std::vector<ComparedModel>& models, Results results);
    void fill();
    void fitColumns();
    void retranslate();
    void applyTheme();

    ModelShelf& m_shelf;
    LatestRequest m_request;
    QTimer m_soon; ///< while the user types
    QStringList m_ranked; ///< lines that the results are of
    std::vector<ComparedModel> m_models; ///< models that the results are of
    Results m_results;
    widgets::parented_ptr<QComboBox> m_presets;
    widgets::parented_ptr<QPlainTextEdit> m_edit;
    widgets::parented_ptr<QComboBox> m_measure;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
