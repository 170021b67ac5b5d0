<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_US">
<context>
    <name>ChatText</name>
    <message numerus="yes">
        <source>beam search, %n beams</source>
        <translation>
            <numerusform>beam search, %n beam</numerusform>
            <numerusform>beam search, %n beams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n layer(s) × %2 wide · %3</source>
        <extracomment>architecture · layers × width · context length in tokens</extracomment>
        <translation>
            <numerusform>%1 · %n layer × %2 wide · %3</numerusform>
            <numerusform>%1 · %n layers × %2 wide · %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttentionInspector</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::AttentionPage</name>
    <message numerus="yes">
        <source>The text is longer than the model&apos;s context: its last %n token(s) are left out.</source>
        <translation>
            <numerusform>The text is longer than the model&apos;s context: its last %n token is left out.</numerusform>
            <numerusform>The text is longer than the model&apos;s context: its last %n tokens are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::BranchComparisonModel</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::DataPreview</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::ExampleView</name>
    <message numerus="yes">
        <source>%n prediction(s) count</source>
        <translation>
            <numerusform>%n prediction counts</numerusform>
            <numerusform>%n predictions count</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::GenerationTaskView</name>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::LayersPage</name>
    <message numerus="yes">
        <source>%n head(s) switched off</source>
        <translation>
            <numerusform>%n head switched off</numerusform>
            <numerusform>%n heads switched off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of the mask edited</source>
        <translation>
            <numerusform>%n pair of the mask edited</numerusform>
            <numerusform>%n pairs of the mask edited</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::MaskedWords</name>
    <message numerus="yes">
        <source>The pair is longer than the model&apos;s context: %n token(s) at the ends of the texts are left out, first of the longer one.</source>
        <translation>
            <numerusform>The pair is longer than the model&apos;s context: %n token at the ends of the texts is left out, first of the longer one.</numerusform>
            <numerusform>The pair is longer than the model&apos;s context: %n tokens at the ends of the texts are left out, first of the longer one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text is longer than the model&apos;s context: its last %n token(s) are left out.</source>
        <translation>
            <numerusform>The text is longer than the model&apos;s context: its last %n token is left out.</numerusform>
            <numerusform>The text is longer than the model&apos;s context: its last %n tokens are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::ModelsPage</name>
    <message numerus="yes">
        <source>%1, %n layer(s) without attention, width %2</source>
        <translation>
            <numerusform>%1, %n layer without attention, width %2</numerusform>
            <numerusform>%1, %n layers without attention, width %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::NgramTableCard</name>
    <message numerus="yes">
        <source>%Ln n-gram(s)</source>
        <translation>
            <numerusform>%Ln n-gram</numerusform>
            <numerusform>%Ln n-grams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::RecipeChooser</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::StatusStrip</name>
    <message numerus="yes">
        <source>saved %n s ago</source>
        <translation>
            <numerusform>saved %n s ago</numerusform>
            <numerusform>saved %n s ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TaskBatchPanel</name>
    <message numerus="yes">
        <source>%1: %n rows</source>
        <translation>
            <numerusform>%1: %n row</numerusform>
            <numerusform>%1: %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines with problems; line %1 %2</source>
        <extracomment>%1 is the first of these lines, %2 what is wrong with it</extracomment>
        <translation>
            <numerusform>%n line with problems; line %1 %2</numerusform>
            <numerusform>%n lines with problems; line %1 %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TaskEvaluationPanel</name>
    <message numerus="yes">
        <source>%1: %n examples</source>
        <translation>
            <numerusform>%1: %n example</numerusform>
            <numerusform>%1: %n examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines with problems</source>
        <translation>
            <numerusform>%n line with problems</numerusform>
            <numerusform>%n lines with problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n where %1 was taken for %2</source>
        <translation>
            <numerusform>%n where %1 was taken for %2</numerusform>
            <numerusform>%n where %1 was taken for %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, the worst first; a double click looks at one</source>
        <translation>
            <numerusform>%n, the worst first; a double click looks at one</numerusform>
            <numerusform>%n, the worst first; a double click looks at one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TextBar</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TokenInspector</name>
    <message numerus="yes">
        <source>Part of the pre-token %1, made by %n merge(s) from %2 pieces.</source>
        <translation>
            <numerusform>Part of the pre-token %1, made by %n merge from %2 pieces.</numerusform>
            <numerusform>Part of the pre-token %1, made by %n merges from %2 pieces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part of the pre-token %1, found after %n look(s) into the vocabulary.</source>
        <translation>
            <numerusform>Part of the pre-token %1, found after %n look into the vocabulary.</numerusform>
            <numerusform>Part of the pre-token %1, found after %n looks into the vocabulary.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Part of the pre-token %1, whose most probable cut is found at %n place(s).</source>
        <translation>
            <numerusform>Part of the pre-token %1, whose most probable cut is found at %n place.</numerusform>
            <numerusform>Part of the pre-token %1, whose most probable cut is found at %n places.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::app::TrainedTaskView</name>
    <message numerus="yes">
        <source>%n words at the end do not fit the context</source>
        <translation>
            <numerusform>%n word at the end does not fit the context</numerusform>
            <numerusform>%n words at the end do not fit the context</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found; click a word for its tags</source>
        <translation>
            <numerusform>%n found; click a word for its tags</numerusform>
            <numerusform>%n found; click a word for its tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CandidateAnswerModel</name>
    <message numerus="yes">
        <source>%1: %n token(s), probability %2</source>
        <translation>
            <numerusform>%1: %n token, probability %2</numerusform>
            <numerusform>%1: %n tokens, probability %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContinuationCard</name>
    <message numerus="yes">
        <source>%1 · %2 nats/token · %n tokens</source>
        <extracomment>%1 is &quot;seed 11&quot;, %2 a mean log-probability in nats</extracomment>
        <translation>
            <numerusform>%1 · %2 nats/token · %n token</numerusform>
            <numerusform>%1 · %2 nats/token · %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::ContinuationTree</name>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::CosineWhy</name>
    <message numerus="yes">
        <source>a = %1, %n component(s)</source>
        <extracomment>%1 is a word</extracomment>
        <translation>
            <numerusform>a = %1, %n component</numerusform>
            <numerusform>a = %1, %n components</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::MergeStepsCanvas</name>
    <message numerus="yes">
        <source>The text is cut into %n pre-tokens, which are worked on one by one.</source>
        <translation>
            <numerusform>The text is one pre-token (%n).</numerusform>
            <numerusform>The text is cut into %n pre-tokens, which are worked on one by one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done: %n tokens.</source>
        <translation>
            <numerusform>Done: %n token.</numerusform>
            <numerusform>Done: %n tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pre-token %1 begins as %n pieces.</source>
        <translation>
            <numerusform>The pre-token %1 is %n piece.</numerusform>
            <numerusform>The pre-token %1 begins as %n pieces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces can end after %1: with %2 the sum of log-probabilities is the largest, %3.</source>
        <translation>
            <numerusform>%n piece can end after %1: with %2 the sum of log-probabilities is %3.</numerusform>
            <numerusform>%n pieces can end after %1: with %2 the sum of log-probabilities is the largest, %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::SoftmaxRowModel</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::TemplateEditor</name>
    <message numerus="yes">
        <source>Few-shot: %n examples</source>
        <translation>
            <numerusform>Few-shot: %n example</numerusform>
            <numerusform>Few-shot: %n examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::widgets::VectorStrip</name>
    <message numerus="yes">
        <source>%n value(s); arrow keys read them</source>
        <translation>
            <numerusform>%n value; arrow keys read it</numerusform>
            <numerusform>%n values; arrow keys read them</numerusform>
        </translation>
    </message>
</context>
</TS>
