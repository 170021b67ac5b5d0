#pragma once

#include <QWidget>

#include <string>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/workspace/model_shelf.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QPushButton;
class QSpinBox;
class QTableView;

namespace vitrine::widgets {
class TextTable;
}

namespace vitrine::app {

/// The same prompt continued by every model with the same seed, side by side.
class PromptRaceCard : public QWidget {
    Q_OBJECT
public:
    PromptRaceCard(ModelShelf& shelf, QWidget* parent);

    void setPrompt(const std::string& prompt) { m_prompt = prompt; }
    const QAbstractItemModel* table() const;
    int seed() const;
    int units() const; ///< to be drawn by each model
    void setOptions(int seed, int units);

Q_SIGNALS:
    void optionsChanged();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    using Texts = std::vector<std::string>;
    void generate();
    void fill();
    void followBusy();
    void retranslate();

    ModelShelf& m_shelf;
    JobQueue m_queue; ///< its work is longer than that of the other cards
    LatestRequest m_request{m_queue};
    std::string m_prompt;
    std::string m_shownPrompt; ///< that the texts continue
    std::vector<ComparedModel> m_models; ///< that the texts are of
    Texts m_texts;
    widgets::parented_ptr<QSpinBox> m_seed;
    widgets::parented_ptr<QSpinBox> m_units;
    widgets::parented_ptr<QPushButton> m_generate;
    widgets::parented_ptr<QPushButton> m_stop;
    widgets::parented_ptr<QTableView> m_view;
    widgets::parented_ptr<widgets::TextTable> m_table;
};

} // namespace vitrine::app
